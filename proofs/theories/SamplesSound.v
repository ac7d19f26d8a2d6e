(* What the checks that both kinds of certificates share say over every ordered
   field: the points are distinct, and the changed samples are those that were
   counted. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements.
From FTCert Require Import Certificate Meaning CheckSamples FrozenValues NetworkDeep.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Lemma targets_eq labels f f' : List.Forall2 Qeq f f' ->
  List.Forall2 Qeq (targets labels f) (targets labels f').
Proof.
move=> e; elim: e labels => [|x y k k' exy _ IH] [|[q|] l] /=; constructor=> //; exact: Qeq_refl.
Qed.

Section Samples.
Variable F : realFieldType.
Variables (b : body) (ss : seq sample_text).
Notation data := (data_of b ss).
Notation D := (N.to_nat (dimension b)).
Notation P := (N.to_nat (outputs b)).
Notation no_sample := (SampleText 0%num [::] [::] [::]).
Notation no_datum := (Datum [::] [::] [::]).

Definition right_lengths (s : datum) : Prop :=
  [/\ size (point s) = D, size (frozen s) = P & size (target s) = P].

Hypothesis frozen_ok : check_frozen_shapes b = Ok tt.
Hypothesis samples_ok : check_samples b ss = Ok tt.

Lemma data_size : size data = N.to_nat (sample_count b).
Proof. by have [<- _] := check_samples_lengths _ _ samples_ok; rewrite size_map. Qed.

Lemma sample_lengths s : List.In s ss -> lengths b s.
Proof.
by have [_ /List.Forall_forall] := check_samples_lengths _ _ samples_ok; apply.
Qed.

Lemma data_lengths s : List.In s data -> right_lengths s.
Proof.
by case/List.in_map_iff=> t [<- /sample_lengths h]; have [? [? ?]] := datum_lengths frozen_ok h.
Qed.

Lemma points_distinct : distinct_points F D data.
Proof.
move=> i j /=; rewrite size_map => lt.
have lt_j : (j < size ss)%N by case/andP: lt.
have lt_i : (i < size ss)%N by apply: ltn_trans lt_j; case/andP: lt.
rewrite -[data]/(map (datum_of b) ss) !(nth_map no_sample) //= => e.
apply: (pairs_nth no_sample (check_samples_pairs _ _ samples_ok) lt).
have at_ k : (k < size ss)%N -> size (sample_point (nth no_sample ss k)) = D.
  move=> lt_k; have [] // := @sample_lengths (nth no_sample ss k).
  by rewrite -list_nthE; apply: List.nth_In; apply/ssrnat.ltP.
by apply: vec_inj e; apply: at_.
Qed.

Lemma changed_sampleE s : List.In s ss ->
  is_changed (residual (sample_label s) (needed_values (prepare b) s)) =
  (vec F P (frozen (datum_of b s)) != vec F P (target (datum_of b s))).
Proof.
move=> /sample_lengths h; have [_ [sz_f sz_t]] := datum_lengths frozen_ok h.
have E := is_changed_false _ _ _ (needed_known frozen_ok h).
apply/idP/idP=> [c|/eqP ne].
  apply/eqP=> e; move: c.
  by rewrite (proj2 E) //; apply: vec_inj e.
by case c: is_changed => //; case: ne; apply: vec_eq; apply/E.
Qed.

Lemma changed_counted : changed_samples F P data = N.to_nat (count_changed (residuals b ss)).
Proof.
rewrite count_changed_eq Nat2N.id /residuals Evaluation.tail_map_eq /changed_samples.
rewrite -[data]/(map (datum_of b) ss) count_map.
have: forall s, List.In s ss -> is_changed (residual (sample_label s) (needed_values (prepare b) s)) =
  (vec F P (frozen (datum_of b s)) != vec F P (target (datum_of b s))) by exact: changed_sampleE.
elim: (ss) => [|s l IH] //= E; rewrite -E; last by left.
by rewrite IH => [|t i]; [case: ifP | apply: E; right].
Qed.

Theorem samples_sound :
  [/\ size data = N.to_nat (sample_count b), forall s, List.In s data -> right_lengths s,
      distinct_points F D data &
      changed_samples F P data = N.to_nat (count_changed (residuals b ss))].
Proof.
split; [exact: data_size|exact: data_lengths|exact: points_distinct|exact: changed_counted].
Qed.
End Samples.
