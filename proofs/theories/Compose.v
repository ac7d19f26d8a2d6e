(* The network f of an execution with its steps: the real function that they compose to, as
   one network, by which the values of f are computed, and the work (section 15 of
   certificate-format.md).  Standard library only; extracted. *)
From Coq Require Import QArith NArith List Bool.
From FTCert Require Import Certificate Evaluation ExecutionRules.
Import ListNotations.
Local Open Scope Q_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * One network *)

(* acc + w C *)
Fixpoint dot_reduced (acc : Q) (w cs : list Q) : Q :=
  match w, cs with
  | a :: w', c :: cs' => dot_reduced (if Qeq_bool a 0 then acc else Qred (acc + a * c)) w' cs'
  | _, _ => acc
  end.
(* as many weights as before *)
Fixpoint scaled_from (k : Q -> Q -> Q) (w cs acc : list Q) : list Q :=
  match w with
  | [] => rev_append acc []
  | a :: w' => match cs with
               | [] => scaled_from k w' [] (a :: acc)
               | c :: cs' => scaled_from k w' cs' (Qred (k a c) :: acc)
               end
  end.
(* a row that reads what the step returns, as one that reads what the step reads *)
Definition row_behind (s : step) (r : row) : row :=
  let (b, w) := r in let cs := constants s in
  match kind s with
  | Add => (dot_reduced b w cs, w)
  | Sub => (dot_reduced b w (tail_map Qopp cs), w)
  | Mul => (b, scaled_from Qmult w cs [])
  | Div => (b, scaled_from Qdiv w cs [])
  end.
(* a row with the step behind it *)
Definition row_before (k : operator) (r : row) (c : Q) : row :=
  let (b, w) := r in
  match k with
  | Add => (Qred (b + c), w)
  | Sub => (Qred (b - c), w)
  | Mul => (Qred (b * c), tail_map (fun a => Qred (a * c)) w)
  | Div => (Qred (b / c), tail_map (fun a => Qred (a / c)) w)
  end.
(* as many rows as before *)
Fixpoint rows_before (k : operator) (rs : layer) (cs : list Q) : layer :=
  match rs, cs with
  | r :: rs', c :: cs' => row_before k r c :: rows_before k rs' cs'
  | _, _ => rs
  end.

Definition layer_behind (ss : list step) (l : layer) : layer :=
  match ss with [] => l | _ => tail_map (fun r => fold_right row_behind r ss) l end.
Definition layer_before (l : layer) (ss : list step) : layer :=
  fold_left (fun l s => rows_before (kind s) l (constants s)) ss l.

Definition with_rows (x : layer_text) (l : layer) : layer_text := LayerText (layer_line x) (columns x) l.
Fixpoint composed (before : list (list step)) (n : network_text) (behind : list step) : network_text :=
  match n with
  | [] => []
  | x :: n' =>
      let l := layer_behind (hd [] before) (rows x) in
      match n' with
      | [] => [with_rows x (layer_before l behind)]
      | _ :: _ => with_rows x l :: composed (tl before) n' behind
      end
  end.

(* ======================================================================== *)
(** * f in a certificate *)

Definition format_of (f : format_name) : format := match f with Binary32 => binary32 | Binary64 => binary64 end.

Fixpoint stages_of (before : list (list step)) (n : network_text) : list (list step * layer) :=
  match n with [] => [] | x :: n' => (hd [] before, rows x) :: stages_of (tl before) n' end.
Definition program_of (before : list (list step)) (n : network_text) (behind : list step) : program :=
  Program (stages_of before n) behind.

Definition plain_steps (l : list (list step_text)) : list (list step) := map (map the_step) l.
(* the network as it stands in the file, if f is one *)
Definition bare_f (e : execution) : option network_text :=
  match frozen_by (bare_body e) with FrozenNetwork f => Some f | _ => None end.
Definition program_in (e : execution) : option program :=
  option_map (fun f => program_of (plain_steps (steps_before e)) f (map the_step (steps_behind e))) (bare_f e).
(* where f is what it composes to *)
Definition exe_body (e : execution) : body :=
  let b := bare_body e in
  match frozen_by b with
  | FrozenNetwork f =>
      Body (claim_line b) (the_claim b) (dimension b) (outputs b) (data_line b) (data b) (model_line b)
        (model b) (FrozenNetwork (composed (plain_steps (steps_before e)) f (map the_step (steps_behind e))))
        (samples_line b) (external b) (sample_count b) (embedded b)
  | _ => b
  end.
