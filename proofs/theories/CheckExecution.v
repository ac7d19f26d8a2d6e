(* The checker of claims `execution`: section 15 of certificate-format.md, for a certificate
   that is read and its samples.  The enclosures are those of ExecutionRules.v.  Standard
   library only; extracted. *)
From Coq Require Import QArith Qabs ZArith NArith Bool String List.
From FTCert Require Import Certificate Evaluation ExecutionRules Compose CheckSamples FrozenValues Work CheckInterpolation.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Open Scope N_scope.
Local Set Implicit Arguments.


Definition format_text (f : format_name) : string := match f with Binary32 => "binary32" | Binary64 => "binary64" end.

(* ======================================================================== *)
(** * The claim *)

(* d components are given to these steps *)
Fixpoint check_step_sizes (d : N) (ss : list step_text) : result unit :=
  match ss with
  | [] => Ok tt
  | s :: ss' =>
      let n := sizeN (constants (the_step s)) in
      if n =? d then check_step_sizes d ss'
      else fail 202 (step_line s)
        [Text "network f: expected a step with "; Count d; Text " numbers, found "; Count n]
  end.
Fixpoint check_all_steps (d : N) (before : list (list step_text)) (n : network_text) (behind : list step_text) : result unit :=
  match n with
  | [] => internal
  | x :: n' =>
      _ <- check_step_sizes d (hd [] before) ;;
      match n' with
      | [] => check_step_sizes (sizeN (rows x)) behind
      | _ :: _ => check_all_steps (sizeN (rows x)) (tl before) n' behind
      end
  end.
Definition check_f_steps (c : execution) : result unit :=
  match bare_f c with
  | Some f => check_all_steps (dimension (exe_body c)) (steps_before c) f (steps_behind c)
  | None => Ok tt
  end.
(* what the reader guarantees *)
Definition check_centre (c : execution) : result unit :=
  match centre c with
  | Some x => if sizeN x =? dimension (exe_body c) then Ok tt else internal
  | None => Ok tt
  end.
Definition check_summed (c : execution) : result unit :=
  match output_deviation c, bare_f c with Some _, None => internal | _, _ => Ok tt end.

Definition check_claim_execution (c : execution) : result unit :=
  let b := exe_body c in
  let l := claim_line b in
  _ <- check_number l "layers" (layers (the_claim b)) (sizeN (exe_g c)) ;;
  _ <- check_number l "neurons" (neurons (the_claim b)) (hidden_neurons (exe_g c)) ;;
  _ <- check_number l "samples" (samples (the_claim b)) (sample_count b) ;;
  _ <- check_f_steps c ;;
  _ <- check_frozen_shapes b ;;
  _ <- check_shapes b "g" (exe_g c) ;;
  _ <- check_centre c ;;
  _ <- check_summed c ;;
  match exe_g c with [] => internal | _ :: _ => Ok tt end.

(* ======================================================================== *)
(** * Numbers of the formats *)

Section Numbers.
Variable name : format_name.
Definition is_one : Q -> bool := is_number (format_of name).
Definition no_number (l : N) (who : list piece) (q : Q) : result unit :=
  fail 215 l (who ++ [Text ": "; Rational q; Text " is no number of "; Text (format_text name)]).
Definition check_numbers (l : N) (who : list piece) (qs : list Q) : result unit :=
  match find (fun q => negb (is_one q)) qs with
  | Some q => no_number l who q
  | None => Ok tt
  end.
Fixpoint check_rows (l : N) (who : list piece) (rs : layer) : result unit :=
  match rs with
  | [] => Ok tt
  | r :: rs' =>
      match check_numbers l who (fst r :: snd r) with
      | Ok _ => check_rows l who rs'
      | Error e => Error e
      end
  end.
(* layers from number i on *)
Fixpoint check_network_numbers (network : string) (i : N) (n : network_text) : result unit :=
  match n with
  | [] => Ok tt
  | x :: n' =>
      _ <- check_rows (layer_line x) [Text "network "; Text network; Text ", layer "; Count i] (rows x) ;;
      check_network_numbers network (N.succ i) n'
  end.
(* a divisor is at most 1 / lambda *)
Definition check_step_numbers (s : step_text) : result unit :=
  let cs := constants (the_step s) in
  _ <- check_numbers (step_line s) [Text "network f, step"] cs ;;
  match kind (the_step s) with
  | Div =>
      match find (fun q => negb (Qle_bool (Qabs q * ExecutionRules.least (format_of name)) 1)) cs with
      | Some q => fail 215 (step_line s) [Text "network f, step: expected a divisor of at most 1/lambda, found "; Rational q]
      | None => Ok tt
      end
  | _ => Ok tt
  end.
Fixpoint check_steps_numbers (ss : list step_text) : result unit :=
  match ss with
  | [] => Ok tt
  | s :: ss' => _ <- check_step_numbers s ;; check_steps_numbers ss'
  end.
End Numbers.

Definition check_formats (c : execution) : result unit :=
  _ <- check_network_numbers (g_format c) "g" 1 (exe_g c) ;;
  _ <- match centre c with
       | Some x => check_numbers (g_format c) (centre_line c) [Text "centre"] x
       | None => Ok tt
       end ;;
  match output_deviation c, bare_f c with
  | Some _, Some f =>
      _ <- check_network_numbers (model_format c) "f" 1 f ;;
      check_steps_numbers (model_format c) (concat (steps_before c) ++ steps_behind c)
  | _, _ => Ok tt
  end.

(* ======================================================================== *)
(** * The samples *)

(* [who]: which sample; [top]: Omega *)
Definition top_text (f : format_name) : string := match f with Binary32 => "2^127" | Binary64 => "2^1023" end.
Definition tops_text (a b : format_name) : string :=
  match a, b with
  | Binary32, Binary32 | Binary64, Binary64 => top_text a
  | _, _ => "2^127 in binary32 and 2^1023 in binary64"
  end.
Definition enclosed A (l : N) (who : list piece) (top : string) (x : outcome A) : result A :=
  match x with
  | Within a => Ok a
  | Overflow => fail 216 l (who ++ [Text ": an operation may overflow: expected sums of at most "; Text top])
  | Too_long => fail 217 l (who ++ [Text ": a row is too long for the format"])
  end.
(* |v - z| + e *)
Definition distance (y : enclosure) (z : Q) : Q := Qred (Qabs (fst y - z) + snd y).

Section Sample.
Variables (p l i : N).
Definition component (j : N) : list piece :=
  [Text "sample "; Count i] ++ (if p =? 1 then [] else [Text " component "; Count j]).
(* residuals z, enclosures of g *)
Fixpoint check_g (most : Q) (j : N) (zs : list Q) (ys : list enclosure) : result unit :=
  match zs, ys with
  | [], [] => Ok tt
  | z :: zs', y :: ys' =>
      if Qeq_bool z 0 then
        if (zero (fst y) && zero (snd y))%bool then check_g most (N.succ j) zs' ys'
        else fail 218 l (component j ++ [Text ": g is "; Rational (Qred (fst y)); Text " +- "; Rational (Qred (snd y));
                                         Text ", expected exactly 0 in every execution"])
      else
        let d := distance y z in
        if Qle_bool d most then check_g most (N.succ j) zs' ys'
        else fail 219 l (component j ++ [Text ": g is within "; Rational d; Text " of y - f, expected deviation<="; Rational most])
  | _, _ => internal
  end.
(* labels, residuals, enclosures of the sum *)
Fixpoint check_sum (most : Q) (j : N) (labels : list (option Q)) (zs : list Q) (ys : list enclosure) : result unit :=
  match labels, zs, ys with
  | [], [], [] => Ok tt
  | q :: labels', z :: zs', y :: ys' =>
      match q with
      | Some q =>
          let d := distance y q in
          if (Qeq_bool z 0 || Qle_bool d most)%bool then check_sum most (N.succ j) labels' zs' ys'
          else fail 220 l (component j ++ [Text ": f + g is within "; Rational d; Text " of the label, expected output-deviation "; Rational most])
      | None => check_sum most (N.succ j) labels' zs' ys'
      end
  | _, _, _ => internal
  end.
End Sample.

(* f prepared for its real values; f as a program and the deviation of the output, if one is stated *)
Definition check_sample (c : execution) (f : prepared) (out : option (program * Q)) (p i : N) (s : sample_text) : result (list Q) :=
  let l := sample_line s in
  let who := [Text "sample "; Count i] in
  let z := residual (sample_label s) (needed_values f s) in
  let A := format_of (model_format c) in
  ys <- enclosed l who (tops_text (model_format c) (g_format c)) (enclose_g A (format_of (g_format c)) (centre c) (network_of (exe_g c)) (sample_point s)) ;;
  _ <- check_g p l i (deviation c) 1 z ys ;;
  _ <- match out with
       | Some (g, most) =>
           if is_changed z then
             sums <- enclosed l who (top_text (model_format c)) (enclose_sum A g (sample_point s) ys) ;;
             check_sum p l i most 1 (sample_label s) z sums
           else Ok tt
       | None => Ok tt
       end ;;
  Ok z.

Definition sum_of (c : execution) : option (program * Q) :=
  match program_in c, output_deviation c with Some f, Some q => Some (f, q) | _, _ => None end.

(* the samples from number i on; found: changed ones before *)
Fixpoint check_samples_from (c : execution) (f : prepared) (out : option (program * Q)) (p i found : N)
    (ss : list sample_text) : result N :=
  match ss with
  | [] => Ok found
  | s :: ss' =>
      match check_sample c f out p i s with
      | Error e => Error e
      | Ok z => check_samples_from c f out p (N.succ i) (if is_changed z then N.succ found else found) ss'
      end
  end.

Definition check_execution (limit : option N) (c : execution) (ss : list sample_text) : result unit :=
  let b := exe_body c in
  _ <- check_claim_execution c ;;
  _ <- check_samples b ss ;;
  _ <- within limit (claim_line b) [] (fun _ => execution_work c ss) ;;
  _ <- check_formats c ;;
  found <- check_samples_from c (prepare b) (sum_of c) (outputs b) 1 0 ss ;;
  check_changed b found.
