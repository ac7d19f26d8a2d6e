(* Checks one tree of patterns: that no network with so many neurons of positive and
   of negative outer weight, and a constant of this sign, takes values in given
   intervals at the samples (section 16 of certificate-format.md).  TreeSound.v proves it.  Standard
   library only; extracted.

   check_tree  D  the table of the samples  tree : result unit
   table_of_values  builds the table from the points with their intervals. *)
From Coq Require Import QArith NArith ZArith String List Bool FMapPositive.
From FTCert Require Import Certificate Specification Patterns.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Set Implicit Arguments.

(* ---- samples: a point, and where the value there lies ---- *)
Definition valued : Type := list Q * interval.
Fixpoint values_from (l : list valued) (i : positive) (m : PositiveMap.t valued) : PositiveMap.t valued :=
  match l with
  | [] => m
  | s :: l' => values_from l' (Pos.succ i) (PositiveMap.add i s m)
  end.
Definition table_of_values (l : list valued) : PositiveMap.t valued := values_from l 1 (PositiveMap.empty valued).
Definition value_at (m : PositiveMap.t valued) (i : N) : option valued := PositiveMap.find (N.succ_pos i) m.

(* ---- assignments: active (true) and inactive pairs, by neuron and sample ---- *)
Definition decided : Type := PositiveMap.t bool.
Definition assignment : Type := PositiveMap.t decided.
Definition nothing : assignment := PositiveMap.empty decided.
Definition of_neuron (a : assignment) (j : N) : decided :=
  match PositiveMap.find (N.succ_pos j) a with Some m => m | None => PositiveMap.empty bool end.
(* neuron 0 is active everywhere *)
Definition state (a : assignment) (i j : N) : option bool :=
  if N.eqb j 0 then Some true else PositiveMap.find (N.succ_pos i) (of_neuron a j).
Definition decide (a : assignment) (i j : N) (b : bool) : assignment :=
  PositiveMap.add (N.succ_pos j) (PositiveMap.add (N.succ_pos i) b (of_neuron a j)) a.

(* ---- the neurons of a tree ---- *)
Definition neurons_of (t : pattern_tree) : N := (plus_neurons t + minus_neurons t)%N.
Definition first_neuron (t : pattern_tree) : N :=
  match the_constant t with ConstantZero => 1 | _ => 0 end.
(* of positive outer weight *)
Definition is_plus (t : pattern_tree) (j : N) : bool :=
  if N.eqb j 0 then match the_constant t with ConstantPositive => true | _ => false end
  else N.leb j (plus_neurons t).
Definition is_neuron (t : pattern_tree) (j : N) : bool := (N.leb (first_neuron t) j && N.leb j (neurons_of t))%bool.
(* j, j + 1, .., n of them *)
Fixpoint counted (n : nat) (j : N) : list N :=
  match n with O => [] | S n' => j :: counted n' (N.succ j) end.
Definition members (t : pattern_tree) : list N :=
  counted (N.to_nat (N.succ (neurons_of t) - first_neuron t)) (first_neuron t).

(* ---- rows of a leaf ---- *)
Definition digit (t : pattern_tree) (digits : list bool) (j : N) : bool :=
  nth (N.to_nat (j - first_neuron t)) digits false.
(* what l_j is multiplied by *)
Definition coefficient (t : pattern_tree) (j : N) (r : pattern_row) : Z :=
  match r with
  | PairRow _ _ k c => if N.eqb k j then c else 0
  | SumRow _ _ digits c => if digit t digits j then (if is_plus t j then c else - c)%Z else 0
  end.
Definition row_sample (r : pattern_row) : N :=
  match r with PairRow _ i _ _ => i | SumRow _ i _ _ => i end.

Definition show_pair (what : string) (j i : N) : list piece :=
  [Text what; Text ": neuron "; Count j; Text " at sample "; Count (N.succ i)].
(* the end that bounds c times the value from above *)
Definition end_for (c : Z) (i : interval) : option Q := if Z.ltb 0 c then high i else low i.
Definition no_sample (l : N) : result unit := fail 901 l [Text "internal error: a sample number"].

Fixpoint check_digits (t : pattern_tree) (a : assignment) (l i : N) (at_most : bool) (digits : list bool)
    (js : list N) : result unit :=
  match js with
  | [] => Ok tt
  | j :: js' =>
      if Bool.eqb (is_plus t j) at_most then check_digits t a l i at_most digits js'
      else match state a i j with
      | None => fail 223 l (show_pair "sum" j i ++ [Text " is undecided"])%list
      | Some b =>
          if Bool.eqb (digit t digits j) b then check_digits t a l i at_most digits js'
          else fail 223 l (show_pair "sum" j i ++
                 [Text ": expected digit "; Count (if b then 1 else 0); Text ", found "; Count (if b then 0 else 1)])%list
      end
  end.
Definition check_row (m : PositiveMap.t valued) (t : pattern_tree) (a : assignment) (r : pattern_row) : result unit :=
  match r with
  | PairRow l i j c =>
      _ <- require (is_neuron t j) 901 l [Text "internal error: a neuron number"] ;;
      match value_at m i, c with
      | None, _ => no_sample l
      | _, Z0 => fail 901 l [Text "internal error: a multiplier"]
      | Some _, Zneg _ =>
          require (match state a i j with Some true => true | _ => false end) 223 l
            (show_pair "pair" j i ++ [Text " is not active"])%list
      | Some _, Zpos _ =>
          require (match state a i j with Some false => true | _ => false end) 223 l
            (show_pair "pair" j i ++ [Text " is not inactive"])%list
      end
  | SumRow l i digits c =>
      match value_at m i, c with
      | None, _ => no_sample l
      | _, Z0 => fail 901 l [Text "internal error: a multiplier"]
      | Some s, _ =>
          match end_for c (snd s) with
          | Some _ => check_digits t a l i (Z.ltb 0 c) digits (members t)
          | None => fail 223 l [Text "sum: sample "; Count (N.succ i); Text (if Z.ltb 0 c then " has no greatest residual" else " has no least residual")]
          end
      end
  end.
Fixpoint check_rows (m : PositiveMap.t valued) (t : pattern_tree) (a : assignment) (rs : list pattern_row) : result unit :=
  match rs with
  | [] => Ok tt
  | r :: rs' => _ <- check_row m t a r ;; check_rows m t a rs'
  end.

(* ---- their sums ---- *)
(* q + c p; the greatest common divisor is not asked for where it is known *)
Definition plus_multiple (q c p : Q) : Q :=
  if Z.eqb (Qnum p) 0 then q
  else if (Pos.eqb (Qden p) (Qden q) && Pos.eqb (Qden c) 1)%bool then Qmake (Qnum q + Qnum c * Qnum p) (Qden q)
  else Qred (q + c * p).
Lemma plus_multiple_eq q c p : plus_multiple q c p == q + c * p.
Proof.
  unfold plus_multiple; destruct (Z.eqb_spec (Qnum p) 0) as [z|_].
  - destruct p as [n d]; simpl in z; subst n; unfold Qeq, Qplus, Qmult; simpl; rewrite Z.mul_0_r, !Pos2Z.inj_mul; ring.
  - destruct (Pos.eqb_spec (Qden p) (Qden q)) as [e|_]; cbn [andb]; [|apply Qred_correct].
    destruct (Pos.eqb_spec (Qden c) 1) as [o|_]; [|apply Qred_correct].
    destruct q as [nq dq], c as [nc dc], p as [np dp]; simpl in *; subst; unfold Qeq, Qplus, Qmult; simpl.
    rewrite !Pos2Z.inj_mul; ring.
Qed.
(* acc + c x *)
Fixpoint add_scaled (c : Q) (x acc : list Q) : list Q :=
  match acc, x with
  | q :: acc', p :: x' => plus_multiple q c p :: add_scaled c x' acc'
  | _, _ => acc
  end.
(* of the points times coefficients, feature by feature *)
Fixpoint sum_points (m : PositiveMap.t valued) (t : pattern_tree) (j : N) (rs : list pattern_row) (acc : list Q) : list Q :=
  match rs with
  | [] => acc
  | r :: rs' =>
      let c := coefficient t j r in
      sum_points m t j rs'
        (match c, value_at m (row_sample r) with
         | Z0, _ | _, None => acc
         | _, Some s => add_scaled (inject_Z c) (fst s) acc
         end)
  end.
Definition sum_coefficients (t : pattern_tree) (j : N) (rs : list pattern_row) : Z :=
  fold_left (fun q r => (q + coefficient t j r)%Z) rs 0%Z.
(* of the values times multipliers, at most *)
Definition right_side (m : PositiveMap.t valued) (r : pattern_row) : Q :=
  match r with
  | PairRow _ _ _ _ => 0
  | SumRow _ i _ c =>
      match value_at m i with
      | Some s => match end_for c (snd s) with Some q => inject_Z c * q | None => 0 end
      | None => 0
      end
  end.
Definition sum_values (m : PositiveMap.t valued) (rs : list pattern_row) : Q :=
  fold_left (fun q r => Qred (q + right_side m r)) rs 0.
Definition strict (r : pattern_row) : bool :=
  match r with PairRow _ _ _ (Zneg _) => true | _ => false end.

Fixpoint zeros (D : nat) : list Q := match D with O => [] | S D' => 0 :: zeros D' end.
Fixpoint check_zero (l j feature : N) (qs : list Q) : result unit :=
  match qs with
  | [] => Ok tt
  | q :: qs' =>
      if Qeq_bool q 0 then check_zero l j (N.succ feature) qs'
      else fail 222 l [Text "leaf: neuron "; Count j; Text ", feature "; Count feature;
                       Text ": expected a sum of 0, found "; Rational q]
  end.
Fixpoint check_sums (D : nat) (m : PositiveMap.t valued) (t : pattern_tree) (l : N) (rs : list pattern_row)
    (js : list N) : result unit :=
  match js with
  | [] => Ok tt
  | j :: js' =>
      _ <- (if N.eqb j 0 then Ok tt else check_zero l j 1 (sum_points m t j rs (zeros D))) ;;
      let c := sum_coefficients t j rs in
      _ <- require (Z.eqb c 0) 222 l
        [Text "leaf: neuron "; Count j; Text ", constant: expected a sum of 0, found "; Rational (inject_Z c)] ;;
      check_sums D m t l rs js'
  end.
Definition check_leaf (D : nat) (m : PositiveMap.t valued) (t : pattern_tree) (a : assignment) (l : N)
    (rs : list pattern_row) : result unit :=
  _ <- check_rows m t a rs ;;
  _ <- check_sums D m t l rs (members t) ;;
  let q := sum_values m rs in
  if Qeq_bool q 0 then
    require (existsb strict rs) 222 l
      [Text "leaf: right side: expected a negative number, or 0 with a strict row, found 0"]
  else require (Qle_bool q 0) 222 l [Text "leaf: right side: expected a negative number, found "; Rational q].

(* ---- splits ---- *)
Definition undecided (a : assignment) (i j : N) : bool := match state a i j with None => true | Some _ => false end.
Fixpoint check_twins (t : pattern_tree) (a : assignment) (l i j : N) (ks : list N) : result unit :=
  match ks with
  | [] => Ok tt
  | k :: ks' =>
      _ <- require (is_neuron t k && negb (N.eqb k 0))%bool 901 l [Text "internal error: a neuron number"] ;;
      _ <- require (undecided a i k) 223 l (show_pair "split" k i ++ [Text " is decided already"])%list ;;
      _ <- require (Bool.eqb (is_plus t j) (is_plus t k) && PositiveMap.equal Bool.eqb (of_neuron a j) (of_neuron a k))%bool 223 l
        [Text "split: neurons "; Count j; Text " and "; Count k; Text " are not interchangeable"] ;;
      check_twins t a l i j ks'
  end.
Definition check_split (m : PositiveMap.t valued) (t : pattern_tree) (a : assignment) (l i j : N) (ks : list N) : result unit :=
  _ <- require (is_neuron t j && negb (N.eqb j 0))%bool 901 l [Text "internal error: a neuron number"] ;;
  match value_at m i with
  | None => no_sample l
  | Some _ =>
      _ <- require (undecided a i j) 223 l (show_pair "split" j i ++ [Text " is decided already"])%list ;;
      check_twins t a l i j ks
  end.

(* ---- the tree: [opened] are the assignments of the nodes that are still to be visited ---- *)
Fixpoint check_nodes (D : nat) (m : PositiveMap.t valued) (t : pattern_tree) (opened : list assignment)
    (ns : list pattern_node) : result unit :=
  match ns, opened with
  | [], [] => Ok tt
  | SplitNode l i j ks :: ns', a :: opened' =>
      _ <- check_split m t a l i j ks ;;
      check_nodes D m t (decide a i j true :: fold_left (fun a k => decide a i k false) ks (decide a i j false) :: opened') ns'
  | LeafNode l rs :: ns', a :: opened' =>
      _ <- check_leaf D m t a l rs ;;
      check_nodes D m t opened' ns'
  | _, _ => fail 901 (tree_at t) [Text "internal error: the nodes of a tree"]
  end.
Definition check_tree (D : nat) (m : PositiveMap.t valued) (t : pattern_tree) : result unit :=
  check_nodes D m t [nothing] (pattern_nodes t).
