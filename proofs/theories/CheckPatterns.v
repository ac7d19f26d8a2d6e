(* Checks what is particular to a lower bound by patterns: section 16 of
   certificate-format.md.  PatternsSound.v proves it.  Standard library only; extracted.

   check_patterns  D  claim_line  neurons  the patterns  samples : result unit
   D features; the samples with the intervals in which the component that is looked at lies there; the claim says
   that so many neurons are needed.  patterns_sound says that they are. *)
From Coq Require Import QArith NArith ZArith String List Bool FMapPositive.
From FTCert Require Import Certificate Evaluation Patterns CheckTree CheckCover.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Set Implicit Arguments.

(* ---- which trees there are, of m neurons ---- *)
(* does it take more than H hyperplanes, 2^m - 2^p of them: as H < 2^63, yes if m > 64 *)
Definition exceeds (m p H : N) : bool :=
  (negb (N.eqb p m) && (N.ltb 64 m || N.ltb H (2 ^ m - 2 ^ p)))%bool.
Definition wanted (m H : N) (no_unchanged : bool) (p : N) (c : constant) : bool :=
  match c with
  | ConstantZero => true
  | ConstantPositive => (no_unchanged || exceeds m p H)%bool
  | ConstantNegative => (no_unchanged || exceeds m (m - p) H)%bool
  end.
Definition after (c : constant) : option constant :=
  match c with
  | ConstantZero => Some ConstantPositive
  | ConstantPositive => Some ConstantNegative
  | ConstantNegative => None
  end.
(* the next case at or behind p, c that has a tree *)
Definition advance (m H : N) (no_unchanged : bool) (p : N) (c : constant) : N * constant :=
  match after c with
  | Some c' =>
      if wanted m H no_unchanged p c' then (p, c')
      else match after c' with
           | Some c'' => if wanted m H no_unchanged p c'' then (p, c'') else (N.succ p, ConstantZero)
           | None => (N.succ p, ConstantZero)
           end
  | None => (N.succ p, ConstantZero)
  end.
Definition same_constant (a b : constant) : bool :=
  match a, b with
  | ConstantZero, ConstantZero | ConstantPositive, ConstantPositive | ConstantNegative, ConstantNegative => true
  | _, _ => false
  end.
Definition constant_text (c : constant) : string :=
  match c with ConstantZero => "zero" | ConstantPositive => "positive" | ConstantNegative => "negative" end.
Definition check_next (m p : N) (c : constant) (t : pattern_tree) : result unit :=
  require (N.leb p m && N.eqb (plus_neurons t) p && N.eqb (minus_neurons t) (m - p) && same_constant (the_constant t) c)%bool
    225 (tree_at t)
    [Text "tree: expected plus="; Count p; Text " minus="; Count (m - p); Text " constant="; Text (constant_text c);
     Text ", found plus="; Count (plus_neurons t); Text " minus="; Count (minus_neurons t);
     Text " constant="; Text (constant_text (the_constant t))].
Fixpoint check_list (l m H : N) (no_unchanged : bool) (p : N) (c : constant) (ts : list pattern_tree) : result unit :=
  match ts with
  | [] => require (N.ltb m p) 225 l [Text "trees: expected more"]
  | t :: ts' =>
      _ <- check_next m p c t ;;
      let (p', c') := advance m H no_unchanged p c in check_list l m H no_unchanged p' c' ts'
  end.

Fixpoint check_trees (D : nat) (table : PositiveMap.t valued) (ts : list pattern_tree) : result unit :=
  match ts with
  | [] => Ok tt
  | t :: ts' => _ <- check_tree D table t ;; check_trees D table ts'
  end.

(* both, tree by tree *)
Fixpoint check_in_order (D : nat) (table : PositiveMap.t valued) (l m H : N) (no_unchanged : bool) (p : N) (c : constant)
    (ts : list pattern_tree) : result unit :=
  match ts with
  | [] => require (N.ltb m p) 225 l [Text "trees: expected more"]
  | t :: ts' =>
      _ <- check_next m p c t ;;
      _ <- check_tree D table t ;;
      let (p', c') := advance m H no_unchanged p c in check_in_order D table l m H no_unchanged p' c' ts'
  end.
Lemma check_in_order_ok D table l m H no_unchanged ts : forall p c,
  check_in_order D table l m H no_unchanged p c ts = Ok tt ->
  check_list l m H no_unchanged p c ts = Ok tt /\ check_trees D table ts = Ok tt.
Proof.
  induction ts as [|t ts IH]; intros p c; simpl; [auto|].
  destruct (check_next m p c t) as [[]|]; [|discriminate]; simpl.
  destruct (check_tree D table t) as [[]|]; [|discriminate]; simpl.
  destruct (advance m H no_unchanged p c) as [p' c']; apply IH.
Qed.

Definition check_patterns (D : nat) (claim_line neurons : N) (w : patterns) (values : list valued) : result unit :=
  let m := N.pred neurons in let H := hyperplanes (the_cover w) in
  let table := table_of_values values in
  _ <- require (N.leb 2 neurons) 201 claim_line [Text "expected at least 2 neurons with 'method patterns', found "; Count neurons] ;;
  _ <- check_cover D m values table (the_cover w) ;;
  check_in_order D table (trees_line w) m H (negb (existsb unchanged values)) 0 ConstantZero (trees w).

(* what is proved of it rests on these *)
Lemma check_patterns_ok D l neurons w values : check_patterns D l neurons w values = Ok tt ->
  let m := N.pred neurons in let table := table_of_values values in
  N.leb 2 neurons = true /\ check_cover D m values table (the_cover w) = Ok tt /\
  check_list (trees_line w) m (hyperplanes (the_cover w)) (negb (existsb unchanged values)) 0 ConstantZero (trees w) = Ok tt /\
  check_trees D table (trees w) = Ok tt.
Proof.
  unfold check_patterns; destruct (N.leb 2 neurons); simpl; [|discriminate].
  destruct (check_cover _ _ _ _ _) as [[]|]; simpl; [|discriminate].
  intros h; apply check_in_order_ok in h; tauto.
Qed.
