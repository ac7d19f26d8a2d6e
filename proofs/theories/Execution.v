(* Floating-point executions of networks: what they are, and what is proved about the
   enclosures of ExecutionRules.v. Definitions and statements only; theorem nameT of
   ExecutionMain.v proves name. All numbers that binary arithmetic reads or returns are
   rational, so everything is about Q. certificate-format.md, section 15; executions.md. *)
From Coq Require Import QArith Qabs ZArith List Permutation.
From FTCert Require Import Certificate ExecutionRules.
Import ListNotations.
Local Open Scope Q_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * Operations *)

(* a number of the format: 0 or normal *)
Definition number (fm : format) (t : Q) : Prop :=
  t == 0 \/
  (least fm <= Qabs t /\ Qabs t < 2 * top fm /\
   exists z k : Z, t == inject_Z z * 2 ^ k /\ (Z.abs z < 2 ^ Zpos (precision fm))%Z).

(* the exact result t is far enough from overflow *)
Definition in_range (fm : format) (t : Q) : Prop := (1 + roundoff fm) * Qabs t + least fm <= top fm.
Definition near (fm : format) (t q : Q) : Prop := Qabs (q - t) <= roundoff fm * Qabs t + least fm.

(* [op t (Some q)]: where t is the exact result of an operation, q is what some reader may see of it;
   [op t None]: it is infinite, or not a number *)
Definition operations : Type := Q -> option Q -> Prop.

(* what is assumed of the operations of a format; nothing at all where t is not in range. theories-float proves
   it for binary32 and binary64: rounded to nearest, ties either way, with gradual underflow or flush to zero,
   rounded before to a wider format or not *)
Record rounds (fm : format) (op : operations) : Prop := {
  op_near : forall t r, in_range fm t -> op t r -> exists q, r = Some q /\ near fm t q;
  op_number : forall t r, in_range fm t -> number fm t -> op t r -> exists q, r = Some q /\ q == t;
  (* a second rounding, of what a first one returned, returns nothing new *)
  op_twice : forall t v r, op t (Some v) -> op v r -> op t r;
  (* equal rationals *)
  op_same : forall t t' r, t == t' -> op t r -> op t' r;
  op_same_result : forall t q q', q == q' -> op t (Some q) -> op t (Some q')
}.
Record proper (fm : format) : Prop := {
  roundoff_positive : 0 < roundoff fm;
  least_positive : 0 < least fm;
  least_in_range : 2 * least fm <= top fm
}.
Definition formats_proper : Prop := proper binary32 /\ proper binary64.

(* what an operation returns to one reader: rounded, or not (a sum in a wider register, a fused product) *)
Definition returns (op : operations) (t : Q) (r : option Q) : Prop :=
  op t r \/ exists q, r = Some q /\ q == t.

(* ======================================================================== *)
(** * Rows *)

(* the terms are added in the order of any binary tree; who reads a lost value may go on with anything *)
Inductive tree (op : operations) : list Q -> option Q -> Prop :=
| tree_term : forall a r, returns op a r -> tree op [a] r
| tree_sum : forall l1 v1 l2 v2 r,
    tree op l1 (Some v1) -> tree op l2 (Some v2) -> returns op (v1 + v2) r -> tree op (l1 ++ l2) r
| tree_lost : forall l1 l2 v2, tree op l1 None -> tree op l2 v2 -> tree op (l1 ++ l2) None
| tree_anything : forall l r, tree op l None -> tree op l r
| tree_order : forall l l' r, Permutation l l' -> tree op l r -> tree op l' r.

(* terms that are exactly 0 are left out, or added, at will; the last result may be converted once more *)
Definition not_zero (a : Q) : bool := negb (Qeq_bool a 0).
Definition same_terms (l l' : list Q) : Prop := Permutation (filter not_zero l) (filter not_zero l').
Inductive executes (op : operations) (l : list Q) : option Q -> Prop :=
| executes_none : forall q, same_terms l [] -> q == 0 -> executes op l (Some q)
| executes_tree : forall l' r, same_terms l l' -> tree op l' r -> executes op l r
| executes_converted : forall l' v r, same_terms l l' -> tree op l' (Some v) -> returns op v r -> executes op l r.

(* ======================================================================== *)
(** * Values, as their readers see them *)

(* all that a reader may see of a value, each reader for itself: one may see a result below lambda, another one 0 *)
Definition value : Type := option Q -> Prop.
(* an operation on what is read; on a lost value it returns anything *)
Definition on_value (f : Q -> option Q -> Prop) (x : value) : value :=
  fun r => x None \/ exists q, x (Some q) /\ f q r.

Fixpoint terms (w h : list Q) : list Q :=
  match w, h with a :: w', x :: h' => a * x :: terms w' h' | _, _ => [] end.
Definition run_row (op : operations) (r : row) (xs : list value) : value :=
  fun out => Exists (fun x : value => x None) xs \/
    exists hs, Forall2 (fun (x : value) h => x (Some h)) xs hs /\ executes op (fst r :: terms (snd r) hs) out.
Definition run_relu : value -> value := on_value (fun q r => r = Some (relu q)).
Fixpoint run_network (op : operations) (n : network) (xs : list value) : list value :=
  match n with
  | [] => xs
  | l :: n' =>
      let ys := map (fun r => run_row op r xs) l in
      match n' with [] => ys | _ :: _ => run_network op n' (map run_relu ys) end
  end.

(* a format and its operations *)
Record arithmetic := Arithmetic { its_format : format; its : operations }.
Definition sound (a : arithmetic) : Prop := proper (its_format a) /\ rounds (its_format a) (its a).

Definition run_point (a : arithmetic) (x : list Q) : list value := map (fun q => returns (its a) q) x.
Definition run_convert (from to : arithmetic) (xs : list value) : list value :=
  if narrows (its_format from) (its_format to) then map (on_value (returns (its to))) xs else xs.

(* a quotient, or a product with a reciprocal that was rounded *)
Definition divides (fm : format) (t : Q) (r : option Q) : Prop :=
  (1 + 6 * roundoff fm) * Qabs t + least fm <= top fm ->
  exists q, r = Some q /\ Qabs (q - t) <= 6 * roundoff fm * Qabs t + least fm.
Definition run_step (a : arithmetic) (o : operator) (x : value * Q) : value :=
  on_value (fun q => match o with
                     | Div => divides (its_format a) (q / snd x)
                     | _ => returns (its a) (apply_step o q (snd x))
                     end) (fst x).
Definition run_steps (a : arithmetic) (ss : list step) (xs : list value) : list value :=
  fold_left (fun ys s => map (run_step a (kind s)) (combine ys (constants s))) ss xs.

(* g in format G inside a model of format A: the point is read in A and converted to G, the centre subtracted,
   the rows executed in G, the outputs converted to A *)
Definition run_g (A G : arithmetic) (centre : option (list Q)) (g : network) (x : list Q) : list value :=
  let xs := run_convert A G (run_point A x) in
  let xs := match centre with None => xs | Some c => run_steps G [Step Sub c] xs end in
  run_convert G A (run_network (its G) g xs).

(* f: what its last layer reads, and that layer *)
Fixpoint run_stages (a : arithmetic) (st : list (list step * layer)) (xs : list value) : list value * layer :=
  match st with
  | [] => (xs, [])
  | (ss, l) :: st' =>
      let ys := run_steps a ss xs in
      match st' with
      | [] => (ys, l)
      | _ :: _ => run_stages a st' (map run_relu (map (fun r => run_row (its a) r ys) l))
      end
  end.
Definition run_f (a : arithmetic) (f : program) (x : list Q) : list value :=
  let (ys, l) := run_stages a (stages f) (run_point a x) in
  run_steps a (last_steps f) (map (fun r => run_row (its a) r ys) l).

(* the sum of f and g, component by component: an operation of its own *)
Definition run_add (a : arithmetic) (f g : value) : value :=
  fun r => exists p q, f p /\ g q /\
    match p, q with Some p, Some q => returns (its a) (p + q) r | _, _ => True end.
(* or, if no step stands behind it, one more term of f's last row *)
Definition run_longer (a : arithmetic) (r : row) (ys : list value) (g : value) : value :=
  run_row (its a) (fst r, 1 :: snd r) (g :: ys).
Definition either (x y : value) : value := fun r => x r \/ y r.
Definition run_sum (a : arithmetic) (f : program) (x : list Q) (gs : list value) : list value :=
  let (ys, l) := run_stages a (stages f) (run_point a x) in
  let apart := map (fun fg => run_add a (fst fg) (snd fg)) (combine (run_f a f x) gs) in
  match last_steps f with
  | [] => map (fun p => either (fst p) (snd p))
            (combine apart (map (fun rg => run_longer a (fst rg) ys (snd rg)) (combine l gs)))
  | _ :: _ => apart
  end.

(* ======================================================================== *)
(** * The real functions *)

Definition real_steps (ss : list step) (v : list Q) : list Q :=
  fold_left (fun v s => map (fun p => apply_step (kind s) (fst p) (snd p)) (combine v (constants s))) ss v.
Fixpoint real_stages (st : list (list step * layer)) (v : list Q) : list Q :=
  match st with
  | [] => v
  | (ss, l) :: st' =>
      let u := map (affine (real_steps ss v)) l in
      match st' with [] => u | _ :: _ => real_stages st' (map relu u) end
  end.
Definition real_f (f : program) (x : list Q) : list Q := real_steps (last_steps f) (real_stages (stages f) x).
Definition real_g (centre : option (list Q)) (g : network) (x : list Q) : list Q :=
  eval g (match centre with None => x | Some c => real_steps [Step Sub c] x end).

(* what step 1 of section 15 checks *)
Definition row_numbers (fm : format) (r : row) : Prop := number fm (fst r) /\ Forall (number fm) (snd r).
Definition network_numbers (fm : format) (n : network) : Prop := Forall (Forall (row_numbers fm)) n.
Definition program_numbers (fm : format) (f : program) : Prop :=
  network_numbers fm (map snd (stages f)) /\ stages f <> [].

(* ======================================================================== *)
(** * Statements *)

(* every reader sees a number, within e of v: nothing was lost *)
Definition within (x : value) (y : enclosure) : Prop :=
  forall r, x r -> exists q, r = Some q /\ Qabs (q - fst y) <= snd y.

Definition is_number_right : Prop := forall fm t, is_number fm t = true -> number fm t.

(* the enclosures hold for every execution: every value is as near as they say. And no operation overflows: the
   operations may return None, and only that, wherever their exact result is not in range, and still no reader sees it *)
Definition g_enclosed : Prop := forall A G centre g x ys,
  sound A -> sound G -> network_numbers (its_format G) g ->
  enclose_g (its_format A) (its_format G) centre g x = Within ys ->
  Forall2 within (run_g A G centre g x) ys /\ Forall2 Qeq (map fst ys) (real_g centre g x).
Definition f_enclosed : Prop := forall A f x ys,
  sound A -> program_numbers (its_format A) f ->
  enclose_f (its_format A) f x = Within ys ->
  Forall2 within (run_f A f x) ys /\ Forall2 Qeq (map fst ys) (real_f f x).
Definition sum_enclosed : Prop := forall A f x gs es ys,
  sound A -> program_numbers (its_format A) f -> Forall2 within gs es ->
  enclose_sum (its_format A) f x es = Within ys ->
  Forall2 within (run_sum A f x gs) ys /\
  Forall2 Qeq (map fst ys) (map (fun p => fst p + snd p) (combine (real_f f x) (map fst es))).

(* where the enclosure of g is 0 and 0, every reader of g sees 0 *)
Definition kept_zero : Prop := forall A G centre g x ys k v e,
  sound A -> sound G -> network_numbers (its_format G) g ->
  enclose_g (its_format A) (its_format G) centre g x = Within ys ->
  nth_error ys k = Some (v, e) -> v == 0 -> e == 0 ->
  exists y, nth_error (run_g A G centre g x) k = Some y /\ forall r, y r -> exists q, r = Some q /\ q == 0.
(* and then f + 0, an operation of its own, returns f: for every rounding mode that leaves numbers as they are *)
Definition leaves_numbers (fm : format) (op : operations) : Prop :=
  forall t r, number fm t -> op t r -> exists q, r = Some q /\ q == t.
Definition kept_output : Prop := forall A (g : value) F r,
  leaves_numbers (its_format A) (its A) -> (forall t t' r, t == t' -> its A t r -> its A t' r) ->
  (forall r, g r -> exists q, r = Some q /\ q == 0) -> number (its_format A) F ->
  run_add A (fun r => r = Some F) g r -> exists q, r = Some q /\ q == F.
(* and g as one more term of f's last row returns what some execution of f returns without it *)
Definition kept_fused : Prop := forall A (g : value) w ys r,
  sound A -> (forall r, g r -> exists q, r = Some q /\ q == 0) ->
  run_longer A w ys g r -> run_row (its A) w ys r.
