(* Method exhaustion, the program: patterns and conditions as bit sets in N, and the
   tree of choices that shows that no k patterns meet all conditions
   (ExhaustionChoices.v proves it).  Standard library only: this file is extracted.
   certificate-format.md, section 11, is the definition.  Bit 4 (c - 1) + 2 left +
   concave is a pattern of cell c. *)
From Coq Require Import NArith List Bool.
Import ListNotations.
Local Open Scope N_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * Patterns and conditions *)

Definition pattern (left concave : bool) (c : N) : N :=
  4 * (c - 1) + 2 * (if left then 1 else 0) + (if concave then 1 else 0).

(* the patterns of a facing and a sign with an end at position r, from 1 to n *)
Definition patterns_at (n r : N) (left concave : bool) : N :=
  let first := if left then 2 else 1 in
  let last := if left then n - 1 else n - 2 in
  let at_cell c :=
    if (first <=? c) && (c <=? last) then N.shiftl 1 (pattern left concave c) else 0 in
  N.lor (at_cell (r - 1)) (at_cell r).

Definition kink_condition (n r : N) (convex : bool) : N :=
  N.lor (patterns_at n r false (negb convex)) (patterns_at n r true (negb convex)).

(* 1, .., n *)
Definition upto (n : N) : list N :=
  snd (N.iter n (fun p => (N.pred (fst p), fst p :: snd p)) (n, [])).

(* 1 and the given positions, as bits *)
Definition position_set (n : N) (positions : list N) : N :=
  fold_left (fun b r => if r <=? n then N.lor b (N.shiftl 1 r) else b) positions 2.

Definition sum_condition (n : N) (positions : list N) (positive : bool) : N :=
  let B := position_set n positions in
  fold_left (fun s r => N.lor s
    (match N.land B (N.shiftl 1 r) with
     | 0 => patterns_at n r true positive
     | _ => patterns_at n r false (negb positive)
     end)) (upto n) 0.

(* ======================================================================== *)
(** * The tree *)

(* a set without its lowest bit *)
Definition strip (s : N) : N := N.land s (N.pred s).

(* the bits of a set, each as a set, the lowest one first; the digits of [fuel] are
   at least as many *)
Fixpoint split_bits (fuel : positive) (s : N) : list N :=
  match s with
  | 0 => []
  | _ =>
      let t := strip s in
      (s - t) :: match fuel with xH => [] | xO f | xI f => split_bits f t end
  end.
Definition bits (s : N) : list N := match s with 0 => [] | Npos p => split_bits p s end.

(* s has fewer bits than the list is long *)
Fixpoint fewer (s : N) (l : list N) : bool :=
  match l with
  | [] => false
  | _ :: l' => match s with 0 => true | _ => fewer (strip s) l' end
  end.

(* the bits of the first set with the fewest; [best] are those of a set before *)
Fixpoint smallest (best : list N) (sets : list N) : list N :=
  match sets with
  | [] => best
  | s :: sets' => smallest (if fewer s best then bits s else best) sets'
  end.

(* taken in order: the sets that are disjoint from all sets kept before *)
Fixpoint kept (sets : list N) (taken count : N) : N :=
  match sets with
  | [] => count
  | s :: sets' =>
      match N.land s taken with
      | 0 => kept sets' (N.lor taken s) (N.succ count)
      | _ => kept sets' taken count
      end
  end.

(* the sets without p, in order, each without the patterns of [before] *)
Fixpoint remaining (p before : N) (sets rest : list N) : list N :=
  match sets with
  | [] => rev_append rest []
  | s :: sets' => remaining p before sets'
      (match N.land s p with 0 => N.ldiff s before :: rest | _ => rest end)
  end.

Inductive verdict :=
  | Complete (nodes : N)     (* no k patterns meet all conditions *)
  | Open                     (* some k patterns do *)
  | TooMany.                 (* there are more nodes than declared *)

(* [go sets nodes] visits sets after so many nodes; one child for every bit *)
Fixpoint children (go : list N -> N -> verdict) (sets : list N) (before : N)
    (patterns : list N) (nodes : N) : verdict :=
  match patterns with
  | [] => Complete nodes
  | p :: patterns' =>
      match go (remaining p before sets []) nodes with
      | Complete nodes' => children go sets (N.lor before p) patterns' nodes'
      | v => v
      end
  end.

(* a child has fewer sets, so a list as long as [sets] is fuel enough *)
Fixpoint walk (limit : N) (fuel : list N) (k : N) (sets : list N) (nodes : N) : verdict :=
  let nodes := N.succ nodes in
  if limit <? nodes then TooMany
  else if (k <? kept sets 0 0) || existsb (N.eqb 0) sets then Complete nodes
  else match sets, fuel with
    | s :: sets', _ :: fuel' =>
        children (walk limit fuel' (N.pred k)) sets 0 (smallest (bits s) sets') nodes
    | _, _ => Open
    end.

Definition visit (conditions : list N) (k limit : N) : verdict :=
  walk limit conditions k conditions 0.
