(* Lower bounds, the part that is executed: from the kinks that data force to the
   number of neurons.  certificate-format.md, section 9, says what B is; the two
   tests here are M <= B.  Standard library only; AlternationCount.v and
   SignsSound.v prove that every network that fits has M neurons if the test holds. *)
From Coq Require Import NArith List.
Import ListNotations.
Local Open Scope N_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * Method alternation *)

(* acc * base ^ n if that is at most the bound; it stops above the bound *)
Fixpoint power_within (n : nat) (base acc most : N) : option N :=
  if most <? acc then None
  else match n with
       | O => Some acc
       | S n' => power_within n' base (acc * base) most
       end.

(* d hidden layers need M neurons: M <= d, or else the most even split of M - 1 into
   d widths has at most as many kinks as counted.  2 ^ d is more for a large d *)
Definition alternation_shows (layers kinks neurons : N) : bool :=
  let hidden := layers - 1 in
  if neurons <=? hidden then true
  else if hidden =? 0 then false
  else if N.size kinks <=? hidden then false
  else if hidden * (kinks + 1) <? neurons then false
  else
    let '(q, r) := N.div_eucl (neurons - 1) hidden in
    match power_within (N.to_nat r) (q + 2) 1 kinks with
    | Some a =>
        match power_within (N.to_nat (hidden - r)) (q + 1) a kinks with
        | Some _ => true
        | None => false
        end
    | None => false
    end.

(* ======================================================================== *)
(** * Method signs *)

(* marks of one sign: positions in increasing order.  Those served so far are left
   out in front, so a state is what is left, of both signs *)
Definition state : Type := list N * list N.

Fixpoint skip (n : nat) (l : list N) : list N :=
  match n, l with
  | S n', _ :: l' => skip n' l'
  | _, _ => l
  end.

(* at most n, and none behind t *)
Fixpoint pass (n : nat) (t : N) (l : list N) : list N :=
  match n, l with
  | S n', x :: l' => if x <=? t then pass n' t l' else l
  | _, _ => l
  end.

(* u and v: what a cell serves of each sign.  The next cut lies before t, where the
   first mark ends that the cell cannot serve; None: the cell serves all *)
Definition next_cut (u v : nat) (s : state) : option N :=
  match skip u (fst s), skip v (snd s) with
  | [], [] => None
  | x :: _, [] => Some (x + 1)
  | [], y :: _ => Some (y + 1)
  | x :: _, y :: _ => Some (N.min x y + 1)
  end.

(* the mark that the cut itself serves, if one waits that begins before t *)
Definition at_cut (t : N) (l : list N) : option (list N) :=
  match l with
  | x :: l' => if x <=? t then Some l' else None
  | [] => None
  end.

Definition after_cut (u v : nat) (t : N) (s : state) : list state :=
  let p := pass u t (fst s) in
  let m := pass v t (snd s) in
  match at_cut t p, at_cut t m with
  | Some p', Some m' => [(p', m); (p, m')]
  | Some p', None => [(p', m)]
  | None, Some m' => [(p, m')]
  | None, None => [(p, m)]
  end.

(* of two ends of one list: the first is not longer *)
Definition not_longer (l1 l2 : list N) : bool :=
  match l1, l2 with
  | [], _ => true
  | _ :: _, [] => false
  | x :: _, y :: _ => y <=? x
  end.
(* a state that has served at least as much is there already *)
Fixpoint reached (s : state) (states : list state) : bool :=
  match states with
  | [] => false
  | s' :: states' =>
      if not_longer (fst s') (fst s) then
        if not_longer (snd s') (snd s) then true else reached s states'
      else reached s states'
  end.
Definition add (states : list state) (s : state) : list state :=
  if reached s states then states else s :: states.

(* one more cut; None: some state needs no more *)
Fixpoint round (u v : nat) (states done : list state) : option (list state) :=
  match states with
  | [] => Some done
  | s :: states' =>
      match next_cut u v s with
      | None => None
      | Some t => round u v states' (fold_left add (after_cut u v t s) done)
      end
  end.

(* n cuts serve what one of the states leaves *)
Fixpoint cuts_serve (n : nat) (u v : nat) (states : list state) : bool :=
  match round u v states [] with
  | None => true
  | Some states' =>
      match n with
      | O => false
      | S n' => cuts_serve n' u v states'
      end
  end.

(* d cuts and d + 1 cells serve no more than this; the last line is for one or
   two first-layer neurons (ThreeFew.v).  p and q count the marks *)
Definition counts_allow (p q u v d : N) : bool :=
  if p <=? d + (d + 1) * u then
    if q <=? d + (d + 1) * v then
      if p + q <=? d + (d + 1) * (u + v) then
        if 3 <=? d then true else (p - d * u) + (q - d * v) <=? d
      else false
    else false
  else false.

(* d first-layer neurons may do for u and v of the second layer *)
Definition possible (convex concave : list N) (p q u v d : N) : bool :=
  if counts_allow p q u v d
  then cuts_serve (N.to_nat d) (N.to_nat u) (N.to_nat v) [(convex, concave)]
  else false.

(* f fails at k and the n - 1 numbers behind it *)
Fixpoint none (n : nat) (k : N) (f : N -> bool) : bool :=
  match n with
  | O => true
  | S n' => if f k then false else none n' (k + 1) f
  end.

Fixpoint count (l : list N) (n : N) : N :=
  match l with
  | [] => n
  | _ :: l' => count l' (n + 1)
  end.

(* neurons - 1 do not do, for no u + v from 1 to neurons - 2.  A pair that is likely
   to refute a wrong claim comes first *)
Definition signs_show (convex concave : list N) (neurons : N) : bool :=
  if neurons <=? 2 then true
  else
    let p := count convex 0 in
    let q := count concave 0 in
    if p + q =? 0 then false
    else if p + q + 1 <? neurons then false
    else
      let refutes total u :=
        possible convex concave p q u (total - u) (neurons - 1 - total) in
      let middle := N.min (N.sqrt (p + q)) (neurons - 2) in
      if refutes middle (middle * p / (p + q)) then false
      else none (N.to_nat (neurons - 2)) 1
             (fun total => negb (none (N.to_nat (total + 1)) 0 (refutes total))).
