(* Checks what is particular to a lower bound: the line, the kinks that the residuals
   force on it, and the number of neurons that these need (sections 9 and 11 of
   certificate-format.md); for patterns CheckPatterns.v does.  What is known of the
   component that is looked at is an interval at each sample (section 18); with labels
   these are single numbers, the residuals. *)
From Coq Require Import QArith NArith ZArith String List Bool FMapPositive.
From FTCert Require Import Certificate Specification Words Evaluation CountKinks ExhaustionTree CheckTree CheckPatterns.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* component j of the residual; and of what a network that fits takes *)
Definition residual (j : nat) (s : datum) : Q := Qred (nth j (target s) 0%Q - nth j (frozen s) 0%Q).
Definition residuals_at (j : nat) (data : list datum) : list valued :=
  tail_map (fun s => (point s, exactly (residual j s))) data.

(* ---- the line ---- *)
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

(* place and interval of every point *)
Definition placed : Type := Q * interval.
Fixpoint walk_line (m : PositiveMap.t valued) (first last : list Q) (before : option Q)
    (points : list line_point) : result (list placed) :=
  match points with
  | [] => Ok []
  | p :: points' =>
      match value_at m (index p) with
      | None => Error (not_a_sample p)
      | Some s =>
          let wrong text := fail 211 (point_line p) (who p ++ [Text text])%list in
          match place_on (fst s) first last with
          | None => wrong "expected a point of the line, found another"
          | Some t =>
              if negb (on_line t (fst s) first last) then wrong "expected a point of the line, found another"
              else if negb (match before with Some t' => less t' t | None => true end) then
                wrong "expected a point behind the one before, found another"
              else
                rest <- walk_line m first last (Some t) points' ;;
                Ok ((t, snd s) :: rest)
          end
      end
  end.

Definition on_the_line (b : bound) (values : list valued) : result (list placed) :=
  let m := table_of_values values in
  match line b, rev_append (line b) [] with
  | p :: _, q :: _ =>
      match value_at m (index p), value_at m (index q) with
      | Some u, Some v =>
          if forallb (fun xy : Q * Q => Qeq_bool (fst xy) (snd xy)) (combine (fst u) (fst v)) then
            fail 211 (point_line q)
              [Text "expected another sample at the end of the line, found that of its beginning"]
          else walk_line m (fst u) (fst v) None (line b)
      | _, _ => Error (not_a_sample p)
      end
  | _, _ => fail 901 0 [Text "internal error: a line without points"]
  end.

(* ---- the kinks ---- *)
(* the second difference with the sign of the bend, of these values at a, b, c *)
Definition bend (a b c : placed) (u v w : option Q) : Q :=
  match u, v, w with
  | Some u, Some v, Some w => ((w - v) * (fst b - fst a) - (v - u) * (fst c - fst b))%Q
  | _, _, _ => 0%Q
  end.
(* the least and the greatest one; 0 without the ends that it takes *)
Definition bend_ends (a b c : placed) : Q * Q :=
  (bend a b c (low (snd a)) (high (snd b)) (low (snd c)), bend a b c (high (snd a)) (low (snd b)) (high (snd c))).
(* at the inner points *)
Fixpoint bends (tz : list placed) : list (Q * Q) :=
  match tz with
  | a :: ((b :: c :: _) as tz') => bend_ends a b c :: bends tz'
  | _ => []
  end.
(* no bend at the ends *)
Definition all_bends (tz : list placed) : list (Q * Q) := ((0, 0) :: bends tz ++ [(0, 0)])%list%Q.
Definition bends_so (convex : bool) (q : Q) : bool := if convex then less 0 q else less q 0.
Definition surely_bends (convex : bool) (q : Q * Q) : bool := bends_so convex (if convex then fst q else snd q).

(* every stated kink is forced; [apart]: those of one sign are not neighbours *)
Fixpoint check_kinks (apart : bool) (before : option bool) (points : list line_point) (qs : list (Q * Q)) : result unit :=
  match points, qs with
  | p :: points', q :: qs' =>
      match kink p with
      | None => check_kinks apart None points' qs'
      | Some s =>
          if negb (surely_bends s q) then
            fail 212 (point_line p) (who p ++ [Text "expected residuals that force the stated kink, found others"])%list
          else if (apart && match before with Some s' => Bool.eqb s s' | None => false end)%bool then
            fail 213 (point_line p) (who p ++ [Text "expected no kink of the same sign at the sample before, found one"])%list
          else check_kinks apart (Some s) points' qs'
      end
  | [], [] => Ok tt
  | _, _ => fail 901 0 [Text "internal error: bends of a line"]
  end.

(* the signs of the stated kinks *)
Fixpoint letters (points : list line_point) : list bool :=
  match points with
  | [] => []
  | p :: points' => match kink p with Some s => s :: letters points' | None => letters points' end
  end.

(* ---- exhaustion ---- *)
(* linear forms in the values at the points of the line, by their coefficients *)
Fixpoint add_at (i : nat) (c : Q) (l : list Q) : list Q :=
  match l, i with
  | [], _ => []
  | q :: l', O => Qred (q + c) :: l'
  | q :: l', S i' => q :: add_at i' c l'
  end.
(* s times the slope behind point r, counted from 0; ts: the places *)
Definition add_slope (ts : list Q) (s : Q) (r : nat) (l : list Q) : list Q :=
  let k := (s / (nth (S r) ts 0 - nth r ts 0))%Q in add_at (S r) k (add_at r (- k)%Q l).
(* the change of slope there; at the first point it is the slope *)
Definition add_change (ts : list Q) (l : list Q) (r : nat) : list Q :=
  let more := add_slope ts 1 r l in
  match r with O => more | S r' => add_slope ts (-1) r' more end.
(* the sum of the first change and of those at the positions, counted from 1 *)
Definition sum_form (ts : list Q) (ps : list N) : list Q :=
  fold_left (fun l p => add_change ts l (Nat.pred (N.to_nat p))) ps (add_change ts (map (fun _ => 0%Q) ts) 0).
(* the least or the greatest value, where it exists *)
Fixpoint extreme (least : bool) (cs : list Q) (zs : list interval) : option Q :=
  match cs, zs with
  | c :: cs', z :: zs' =>
      match extreme least cs' zs' with
      | None => None
      | Some q =>
          if Qeq_bool c 0 then Some q
          else match (if Bool.eqb least (Qle_bool 0 c) then low z else high z) with
               | Some e => Some (Qred (c * e + q))
               | None => None
               end
      end
  | _, _ => Some 0%Q
  end.
Definition sum_end (ts : list Q) (zs : list interval) (x : slope_sum) : option Q :=
  extreme (sum_positive x) (sum_form ts (positions x)) zs.
(* the first point is at position r *)
Fixpoint conditions_of_kinks (n r : N) (points : list line_point) : list N :=
  match points with
  | [] => []
  | p :: points' =>
      let more := conditions_of_kinks n (N.succ r) points' in
      match kink p with Some s => kink_condition n r s :: more | None => more end
  end.
Fixpoint conditions_of_sums (n : N) (ts : list Q) (zs : list interval) (xs : list slope_sum) : result (list N) :=
  match xs with
  | [] => Ok []
  | x :: xs' =>
      let q := sum_end ts zs x in
      if negb (increasing_within 1 (positions x) n) then fail 901 (sum_line x) [Text "internal error: positions"]
      else if match q with Some q => bends_so (sum_positive x) q | None => false end then
        more <- conditions_of_sums n ts zs xs' ;;
        Ok (sum_condition n (positions x) (sum_positive x) :: more)
      else fail 212 (sum_line x)
             [Text ("sum: expected a number that is " ++ (if sum_positive x then "positive" else "negative") ++ ", found ")%string;
              match q with Some q => Rational q | None => Text "one without a bound" end]
  end.
Definition points_of (b : bound) : N := N.of_nat (List.length (line b)).

Definition check_exhaustion (b : bound) (tz : list placed) : result unit :=
  match exhaustion_tree b with
  | None => fail 901 0 [Text "internal error: exhaustion without a tree"]
  | Some t =>
      let n := points_of b in
      _ <- require (N.leb 3 n) 901 (tree_line t) [Text "internal error: points of the line"] ;;
      more <- conditions_of_sums n (map fst tz) (map snd tz) (sums t) ;;
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

(* a number lies in all intervals, as far as these show *)
Definition most_of (better : Q -> Q -> bool) (l : list (option Q)) : option Q :=
  fold_left (fun m q => match m, q with
                        | Some a, Some b => if better a b then q else m
                        | None, _ => q
                        | _, None => m
                        end) l None.
Definition in_common (zs : list interval) : bool :=
  match most_of (fun a b => Qle_bool a b) (map low zs), most_of (fun a b => Qle_bool b a) (map high zs) with
  | Some a, Some b => Qle_bool a b
  | _, _ => true
  end.

Definition kinks_show (b : bound) (tz : list placed) : bool :=
  let c := the_claim (bound_body b) in
  let word := letters (line b) in
  (N.eqb (neurons c) 0
   || (negb (in_common (map snd tz))
       && if is_signs (by_method b) then signs_show word (neurons c)
          else alternation_shows (layers c) (N.of_nat (List.length word)) (neurons c)))%bool.

Definition check_on_line (b : bound) (values : list valued) : result unit :=
  tz <- on_the_line b values ;;
  _ <- check_kinks (negb (is_exhaustion (by_method b))) None (line b) (all_bends tz) ;;
  if is_exhaustion (by_method b) then check_exhaustion b tz
  else require (kinks_show b tz) 214 (claim_line (bound_body b))
         [Text "neurons="; Count (neurons (the_claim (bound_body b))); Text ", but the kinks need less"].

(* values: where the component that is looked at lies at the samples *)
Definition check_bound (b : bound) (values : list valued) : result unit :=
  if is_patterns (by_method b) then
    let x := bound_body b in
    match the_patterns b with
    | None => fail 901 (claim_line x) [Text "internal error: patterns without trees"]
    | Some w => check_patterns (N.to_nat (dimension x)) (claim_line x) (neurons (the_claim x)) w values
    end
  else check_on_line b values.
