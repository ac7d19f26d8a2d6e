(* The checker of claims `execution` with specifications: what every execution returns for
   f + g, against what is allowed (section 18 of certificate-format.md).  The enclosures are
   those of ExecutionRules.v.  Standard library only; extracted. *)
From FTCert Require Import Certificate Specification Evaluation ExecutionRules Compose CheckSamples FrozenValues Work CheckInterpolation.
From FTCert Require Import CheckExecution CheckSpecification.
From Coq Require Import QArith NArith Bool String List.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Open Scope N_scope.
Local Set Implicit Arguments.

Definition is_zero (y : enclosure) : bool := zero (fst y) && zero (snd y).
Definition least_in (y : enclosure) : Q := (fst y - snd y)%Q.
Definition most_in (y : enclosure) : Q := (fst y + snd y)%Q.
Definition encloses (i : interval) (y : enclosure) : bool :=
  match low i with Some l => Qle_bool l (least_in y) | None => true end &&
  match high i with Some h => Qle_bool (most_in y) h | None => true end.

Section Sample.
(* margin; outputs, line and number of the sample *)
Variables (margin : Q) (p l i : N).
Definition show_enclosure (y : enclosure) : list piece :=
  [Rational (Qred (fst y)); Text " +- "; Rational (Qred (snd y))].
(* what is kept, from component j on *)
Fixpoint check_kept (j : N) (marks : list (option Q)) (ys : list enclosure) : result unit :=
  match marks, ys with
  | [], [] => Ok tt
  | m :: marks', y :: ys' =>
      if match m with None => is_zero y | Some _ => true end then check_kept (N.succ j) marks' ys'
      else fail 218 l (at_component p i j ++ [Text ": g is "] ++ show_enclosure y ++ [Text ", expected exactly 0 in every execution"])
  | _, _ => internal
  end.
Fixpoint check_enclosed (j : N) (allowed_ : list allowed) (ys : list enclosure) : result unit :=
  match allowed_, ys with
  | [], [] => Ok tt
  | a :: allowed', y :: ys' =>
      match a with
      | Keep => check_enclosed (N.succ j) allowed' ys'
      | Allow k =>
          if encloses k y then check_enclosed (N.succ j) allowed' ys'
          else fail 226 l (at_component p i j ++ [Text ": f+g is "] ++ show_enclosure y ++ [Text ", expected "] ++ show_interval k)
      end
  | _, _ => internal
  end.
Definition check_runs (s : specification) (ys : list enclosure) : result unit :=
  match s with
  | OfComponents ks => check_enclosed 1 ks ys
  | OfClasses None => internal
  | OfClasses (Some cs) =>
      if sizeN ys =? p then
        match lead cs (tail_map least_in ys) (tail_map most_in ys) with
        | Some q =>
            if Qle_bool margin q then Ok tt
            else fail 226 l ([Text "sample "; Count i; Text ": "] ++ show_classes cs ++
                             [Text " leads by at least "; Rational q; Text ", expected at least "; Rational margin])
        | None => internal
        end
      else internal
  end.
End Sample.

(* f as a program; whether g may be other than 0 *)
Definition check_run_sample (t : specified) (c : execution) (f : program) (p i : N) (s : specified_sample) : result bool :=
  let l := spec_line s in
  let who := [Text "sample "; Count i] in
  let A := format_of (model_format c) in
  ys <- enclosed l who (tops_text (model_format c) (g_format c))
          (enclose_g A (format_of (g_format c)) (centre c) (network_of (exe_g c)) (spec_point s)) ;;
  _ <- check_kept p l i 1 (marks p (spec_of s)) ys ;;
  _ <- (if is_specified (spec_of s) then
          sums <- enclosed l who (top_text (model_format c)) (enclose_sum A f (spec_point s) ys) ;;
          check_runs (margin_of (the_terms t)) p l i (spec_of s) sums
        else Ok tt) ;;
  Ok (negb (forallb is_zero ys)).
(* from number i on; found: changed ones before *)
Fixpoint check_runs_from (t : specified) (c : execution) (f : program) (p i found : N) (ss : list specified_sample) : result N :=
  match ss with
  | [] => Ok found
  | s :: ss' =>
      match check_run_sample t c f p i s with
      | Error e => Error e
      | Ok changed => check_runs_from t c f p (N.succ i) (if changed then N.succ found else found) ss'
      end
  end.
(* behind what all claims with specifications check first: CheckSpecifiedFile.v *)
Definition check_specified_execution (t : specified) (c : execution) (ss : list specified_sample) : result unit :=
  let b := exe_body c in
  match sum_of c with
  | None => internal
  | Some (f, _) =>
      _ <- check_formats c ;;
      found <- check_runs_from t c f (outputs b) 1 0 ss ;;
      check_changed b found
  end.
