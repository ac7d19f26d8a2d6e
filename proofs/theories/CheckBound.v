(* Checks what is particular to a lower bound: the line, the kinks that the residuals
   force on it, and the number of neurons that these need (sections 9 and 11 of
   certificate-format.md); for patterns CheckPatterns.v does. *)
From Coq Require Import QArith NArith ZArith String List Bool FMapPositive.
From FTCert Require Import Certificate Words CountKinks ExhaustionTree CheckPatterns.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* ---- samples by their index, counted from 0 ---- *)
Definition table := PositiveMap.t datum.
Fixpoint table_from (l : list datum) (i : positive) (m : table) : table :=
  match l with
  | [] => m
  | s :: l' => table_from l' (Pos.succ i) (PositiveMap.add i s m)
  end.
Definition table_of (l : list datum) : table := table_from l 1 (PositiveMap.empty datum).
Definition sample_at (m : table) (i : N) : option datum := PositiveMap.find (N.succ_pos i) m.

(* ---- the line ---- *)
(* component j of the residual *)
Definition residual (j : nat) (s : datum) : Q := Qred (nth j (target s) 0%Q - nth j (frozen s) 0%Q).

(* t with x = first + t (last - first), from a component in which they differ *)
Fixpoint place_on (x first last : list Q) : option Q :=
  match x, first, last with
  | a :: x', b :: f', c :: l' =>
      if Qeq_bool b c then place_on x' f' l' else Some (Qred ((a - b) / (c - b)))
  | _, _, _ => None
  end.
Fixpoint on_line (t : Q) (x first last : list Q) : bool :=
  match x, first, last with
  | [], [], [] => true
  | a :: x', b :: f', c :: l' => (Qeq_bool a (b + t * (c - b)) && on_line t x' f' l')%bool
  | _, _, _ => false
  end.

Definition less (a b : Q) : bool := negb (Qle_bool b a).
Definition not_a_sample (p : line_point) : failure :=
  Failure 901 (point_line p) [Text "internal error: a sample number"].
Definition who (p : line_point) : list piece := [Text "sample "; Count (N.succ (index p)); Text ": "].

(* place and residual of every point *)
Fixpoint walk_line (m : table) (j : nat) (first last : list Q) (before : option Q)
    (points : list line_point) : result (list (Q * Q)) :=
  match points with
  | [] => Ok []
  | p :: points' =>
      match sample_at m (index p) with
      | None => Error (not_a_sample p)
      | Some s =>
          let wrong text := fail 211 (point_line p) (who p ++ [Text text])%list in
          match place_on (point s) first last with
          | None => wrong "expected a point of the line, found another"
          | Some t =>
              if negb (on_line t (point s) first last) then wrong "expected a point of the line, found another"
              else if negb (match before with Some t' => less t' t | None => true end) then
                wrong "expected a point behind the one before, found another"
              else
                rest <- walk_line m j first last (Some t) points' ;;
                Ok ((t, residual j s) :: rest)
          end
      end
  end.

Definition on_the_line (b : bound) (data : list datum) : result (list (Q * Q)) :=
  let m := table_of data in
  match line b, rev_append (line b) [] with
  | p :: _, q :: _ =>
      match sample_at m (index p), sample_at m (index q) with
      | Some u, Some v =>
          if forallb (fun xy : Q * Q => Qeq_bool (fst xy) (snd xy)) (combine (point u) (point v)) then
            fail 211 (point_line q)
              [Text "expected another sample at the end of the line, found that of its beginning"]
          else walk_line m (N.to_nat (output b)) (point u) (point v) None (line b)
      | _, _ => Error (not_a_sample p)
      end
  | _, _ => fail 901 0 [Text "internal error: a line without points"]
  end.

(* ---- the kinks ---- *)
(* second difference of the residuals, with the sign of the bend *)
Definition bend (a b c : Q * Q) : Q :=
  ((snd c - snd b) * (fst b - fst a) - (snd b - snd a) * (fst c - fst b))%Q.
(* at the inner points *)
Fixpoint bends (tz : list (Q * Q)) : list Q :=
  match tz with
  | a :: ((b :: c :: _) as tz') => bend a b c :: bends tz'
  | _ => []
  end.
(* no bend at the ends *)
Definition all_bends (tz : list (Q * Q)) : list Q := (0%Q :: bends tz ++ [0%Q])%list.
Definition bends_so (convex : bool) (q : Q) : bool := if convex then less 0 q else less q 0.

(* every stated kink is forced; [apart]: those of one sign are not neighbours *)
Fixpoint check_kinks (apart : bool) (before : option bool) (points : list line_point) (qs : list Q) : result unit :=
  match points, qs with
  | p :: points', q :: qs' =>
      match kink p with
      | None => check_kinks apart None points' qs'
      | Some s =>
          if negb (bends_so s q) then
            fail 212 (point_line p) (who p ++ [Text "expected residuals that force the stated kink, found others"])%list
          else if (apart && match before with Some s' => Bool.eqb s s' | None => false end)%bool then
            fail 213 (point_line p) (who p ++ [Text "expected no kink of the same sign at the sample before, found one"])%list
          else check_kinks apart (Some s) points' qs'
      end
  | [], [] => Ok tt
  | _, _ => fail 901 0 [Text "internal error: bends of a line"]
  end.

(* the positions with a kink of this sign, counted from r *)
Fixpoint kinks_from (s : bool) (r : N) (points : list line_point) : list N :=
  match points with
  | [] => []
  | p :: points' =>
      let more := kinks_from s (N.succ r) points' in
      match kink p with
      | Some s' => if Bool.eqb s s' then r :: more else more
      | None => more
      end
  end.

(* ---- exhaustion ---- *)
Fixpoint slopes (tz : list (Q * Q)) : list Q :=
  match tz with
  | a :: ((b :: _) as tz') => Qred ((snd b - snd a) / (fst b - fst a)) :: slopes tz'
  | _ => []
  end.
(* D_1, D_2, ..: the first slope, then the changes *)
Fixpoint changes (before : Q) (ss : list Q) : list Q :=
  match ss with
  | [] => []
  | s :: ss' => Qred (s - before) :: changes s ss'
  end.
Definition slope_changes (tz : list (Q * Q)) : list Q := changes 0 (slopes tz).

(* the sum of the first change and of those at the positions, counted from 1 *)
Definition sum_at (ds : list Q) (ps : list N) : Q :=
  fold_left (fun q p => Qred (q + nth (Nat.pred (N.to_nat p)) ds 0%Q)) ps (hd 0%Q ds).
(* the first point is at position r *)
Fixpoint conditions_of_kinks (n r : N) (points : list line_point) : list N :=
  match points with
  | [] => []
  | p :: points' =>
      let more := conditions_of_kinks n (N.succ r) points' in
      match kink p with Some s => kink_condition n r s :: more | None => more end
  end.
Fixpoint conditions_of_sums (n : N) (ds : list Q) (xs : list slope_sum) : result (list N) :=
  match xs with
  | [] => Ok []
  | x :: xs' =>
      let q := sum_at ds (positions x) in
      if negb (increasing_within 1 (positions x) n) then fail 901 (sum_line x) [Text "internal error: positions"]
      else if bends_so (sum_positive x) q then
        more <- conditions_of_sums n ds xs' ;;
        Ok (sum_condition n (positions x) (sum_positive x) :: more)
      else fail 212 (sum_line x)
             [Text (if sum_positive x then "expected a positive sum, found " else "expected a negative sum, found "); Rational q]
  end.
Definition points_of (b : bound) : N := N.of_nat (List.length (line b)).

Definition check_exhaustion (b : bound) (tz : list (Q * Q)) : result unit :=
  match exhaustion_tree b with
  | None => fail 901 0 [Text "internal error: exhaustion without a tree"]
  | Some t =>
      let n := points_of b in
      _ <- require (N.leb 3 n) 901 (tree_line t) [Text "internal error: points of the line"] ;;
      more <- conditions_of_sums n (slope_changes tz) (sums t) ;;
      let cs := (conditions_of_kinks n 1 (line b) ++ more)%list in
      let c := the_claim (bound_body b) in
      match visit cs (N.pred (neurons c)) (nodes t) with
      | Open => fail 214 (claim_line (bound_body b))
                  [Text "expected fewer neurons: "; Count (N.pred (neurons c)); Text " patterns meet all conditions"]
      | TooMany => fail 205 (tree_line t) [Text "expected nodes="; Count (nodes t); Text ", found more"]
      | Complete q =>
          require (N.eqb q (nodes t)) 205 (tree_line t)
            [Text "expected nodes="; Count (nodes t); Text ", found "; Count q]
      end
  end.

(* ---- all ---- *)
Definition is_exhaustion (m : method) : bool := match m with Exhaustion => true | _ => false end.
Definition is_patterns (m : method) : bool := match m with ByPatterns => true | _ => false end.
Definition is_signs (m : method) : bool := match m with Signs => true | _ => false end.

(* layers, and neurons with exhaustion *)
Definition check_method (b : bound) : result unit :=
  let c := the_claim (bound_body b) in let at_ := claim_line (bound_body b) in
  _ <- require (N.ltb (output b) (outputs (bound_body b))) 901 at_ [Text "internal error: the output"] ;;
  _ <- require (N.leb 2 (layers c) && (negb (is_signs (by_method b)) || N.eqb (layers c) 3))%bool 201 at_
    [Text "expected layers="; Text (if is_signs (by_method b) then "3" else "2 or more"); Text ", found "; Count (layers c)] ;;
  _ <- require (negb (is_patterns (by_method b)) || (N.eqb (layers c) 2 && N.leb 2 (neurons c)))%bool 201 at_
    [Text "expected layers=2 and at least 2 neurons with 'method patterns', found others"] ;;
  require (negb (is_exhaustion (by_method b)) || (N.eqb (layers c) 2 && N.leb 1 (neurons c)))%bool 201 at_
    [Text "expected layers=2 and at least 1 neuron with 'method exhaustion', found others"].

Definition all_equal (tz : list (Q * Q)) : bool :=
  match tz with
  | [] => true
  | a :: tz' => forallb (fun b : Q * Q => Qeq_bool (snd a) (snd b)) tz'
  end.

Definition kinks_show (b : bound) (tz : list (Q * Q)) : bool :=
  let c := the_claim (bound_body b) in
  let up := kinks_from true 0 (line b) in let down := kinks_from false 0 (line b) in
  (N.eqb (neurons c) 0
   || (negb (all_equal tz)
       && if is_signs (by_method b) then signs_show up down (neurons c)
          else alternation_shows (layers c) (N.of_nat (List.length up + List.length down)) (neurons c)))%bool.

Definition check_on_line (b : bound) (data : list datum) : result unit :=
  tz <- on_the_line b data ;;
  _ <- check_kinks (negb (is_exhaustion (by_method b))) None (line b) (all_bends tz) ;;
  if is_exhaustion (by_method b) then check_exhaustion b tz
  else require (kinks_show b tz) 214 (claim_line (bound_body b))
         [Text "neurons="; Count (neurons (the_claim (bound_body b))); Text ", but the kinks need less"].

Definition check_bound (b : bound) (data : list datum) : result unit :=
  if is_patterns (by_method b) then
    let x := bound_body b in
    match the_patterns b with
    | None => fail 901 (claim_line x) [Text "internal error: patterns without trees"]
    | Some w => check_patterns (N.to_nat (dimension x)) (claim_line x) (neurons (the_claim x)) (N.to_nat (output b)) w data
    end
  else check_on_line b data.
