(* The network f of an execution with its steps: the real function that they compose to, as
   one network, by which the values of f are computed, and the work (section 15 of
   certificate-format.md).  Standard library only; extracted. *)
From FTCert Require Import Certificate Evaluation.
From Coq Require Import QArith NArith List Bool.
Import ListNotations.
Local Open Scope Q_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * The plain meaning *)

Definition step_value (k : operator) (x c : Q) : Q :=
  match k with Add => x + c | Sub => x - c | Mul => x * c | Div => x / c end.
Fixpoint step_values (k : operator) (v cs : list Q) : list Q :=
  match v, cs with
  | x :: v', c :: cs' => step_value k x c :: step_values k v' cs'
  | _, _ => []
  end.
Definition apply_step (v : list Q) (s : step) : list Q := step_values (kind s) v (constants s).
Definition apply_steps (ss : list step) (v : list Q) : list Q := fold_left apply_step ss v.

(* before: the steps before each layer *)
Fixpoint eval_staged (before : list (list step)) (n : network) (v : list Q) : list Q :=
  match n with
  | [] => v
  | l :: n' =>
      let u := map (affine (apply_steps (hd [] before) v)) l in
      match n' with [] => u | _ :: _ => eval_staged (tl before) n' (map relu u) end
  end.
Definition eval_operations (before : list (list step)) (n : network) (behind : list step) (v : list Q) : list Q :=
  apply_steps behind (eval_staged before n v).

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

(* f is what it composes to *)
Definition exe_body (e : execution) : body :=
  let b := bare_body e in
  match frozen_by b with
  | FrozenNetwork f =>
      Body (claim_line b) (the_claim b) (dimension b) (outputs b) (data_line b) (data b) (model_line b)
        (model_digest b) (FrozenNetwork (composed (map (map the_step) (steps_before e)) f (map the_step (steps_behind e))))
        (samples_line b) (external b) (sample_count b) (embedded b)
  | _ => b
  end.

(* ======================================================================== *)
(** * It is what the steps say *)

(* numbers of constants: as many as there are components *)
Definition steps_fit (d : nat) (ss : list step) : Prop := Forall (fun s => List.length (constants s) = d) ss.
Definition no_zero_divisor (s : step) : Prop :=
  match kind s with Div => Forall (fun c => ~ c == 0) (constants s) | _ => True end.
