(* What holds for the values of f in a certificate holds for every function f with the stated values: the
   statements of FunctionStatements.v. *)
From Coq Require Import QArith NArith String.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning SpecificationMeaning FunctionMeaning Execution ExecutionMeaning.
From FTCert Require Import Certificate Specification Reader Compose CheckSamples CheckSpecification CheckExecution CheckFile CheckSpecifiedFile Verdict.
From FTCert Require Import CheckerStatements FunctionStatements NetworkDeep LineSound SpecificationSound CheckSound SpecifiedClaims VerdictLines VerdictSound.
From FTCert Require Import PairLines.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* ---- what is known of accepted samples ---- *)
Lemma before_frozen c : check_before_files c = Ok tt -> check_frozen_shapes (body_of c) = Ok tt.
Proof.
case: c => x /=; rewrite /CheckInterpolation.check_claim_interpolation /check_claim_bound /check_claim_execution.
- by do 3 (move=> /(@bind_ok _ _ _ _ _) [[] _]); move=> /(@bind_ok _ _ _ _ _) [[] ok _].
- by do 2 (move=> /(@bind_ok _ _ _ _ _) [[] _]).
by do 4 (move=> /(@bind_ok _ _ _ _ _) [[] _]); move=> /(@bind_ok _ _ _ _ _) [[] ok _].
Qed.
Lemma claim_samples limit c ss : check_claim limit c ss = Ok tt -> check_samples (body_of c) ss = Ok tt.
Proof.
case: c => x /=; rewrite /CheckInterpolation.check_interpolation /check_execution.
all: by move=> /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] ok _]].
Qed.
Lemma text_samples limit t d m p v : check_text limit t d m p = Ok v ->
  check_frozen_shapes (body_of (verified v)) = Ok tt /\ check_samples (body_of (verified v)) (of_samples v) = Ok tt.
Proof.
rewrite /check_text /check_read => /(@bind_ok _ _ _ _ _) [c _ /(@bind_ok _ _ _ _ _) [[] before /(@bind_ok _ _ _ _ _) [ss _]]].
move=> /(@bind_ok _ _ _ _ _) [[] ok /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] _ [<-]]]]] /=.
by split; [exact: before_frozen | exact: claim_samples ok].
Qed.
Lemma specified_text_samples limit t d m p v : check_specified_text limit t d m p = Ok v ->
  let b := specified_body (checked v) in
  check_frozen_shapes b = Ok tt /\ check_samples b (all_marked (outputs b) (checked_samples v)) = Ok tt.
Proof.
rewrite /check_specified_text /check_specified_read => /(@bind_ok _ _ _ _ _) [c _ /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [ss _]]].
move=> /(@bind_ok _ _ _ _ _) [[] ok /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] _ [<-]]]]] /=.
move: ok => /(@bind_ok _ _ _ _ _) [[] before /(@bind_ok _ _ _ _ _) [[] ok _]].
by split=> //; exact: before_frozen before.
Qed.

(* a sample at which f is not known has no label, and 0 stands for f *)
Lemma unknown_sample b s : lengths b s -> is_known b s = false ->
  is_labelled s = false /\ frozen (datum_of b s) = map (fun _ => 0%coqQ) (sample_label s).
Proof.
rewrite /lengths /is_known /datum_of; case: frozen_by => // -[sz_x [sz_y]] + /=.
rewrite /stated_values /no_values Evaluation.tail_map_eq; case E: sample_values => [|q l] //= [[_ no]|e] _; first by split.
by split=> //; rewrite /is_labelled; move: sz_y; rewrite -e; case: (sample_label s).
Qed.
Lemma no_label s j : is_labelled s = false -> nth None (sample_label s) j = None.
Proof.
rewrite /is_labelled; elim: (sample_label s) j => [|[q|] l IH] [|j] //=; exact: IH.
Qed.

Section Functions.
Variables (F : realFieldType) (b : body) (ss : seq sample_text).
Notation D := (N.to_nat (dimension b)).
Notation P := (N.to_nat (outputs b)).
Hypothesis frozen_ok : check_frozen_shapes b = Ok tt.
Hypothesis samples_ok : check_samples b ss = Ok tt.
Variables f : 'cV[F]_D -> 'cV[F]_P.
Hypothesis values : has_values ss f.

Lemma sample_len s : List.In s ss -> lengths b s.
Proof. by have [_ /List.Forall_forall] := check_samples_lengths _ _ samples_ok; apply. Qed.
Lemma zero_vec (l : seq (option Q)) : vec F P (map (fun _ => 0%coqQ) l) = 0.
Proof.
apply/colP=> i; rewrite !mxE; elim: l (nat_of_ord i) => [|y l IH] [|k] /=; rewrite ?Q2F0 //; exact: IH.
Qed.
Lemma unknown_targets s : is_labelled s = false -> forall v, size v = size (sample_label s) -> targets (sample_label s) v = v.
Proof.
rewrite /is_labelled; elim: (sample_label s) => [|[q|] l IH] //= h [|x v] //= [sz]; by rewrite IH.
Qed.
Lemma target_nth s j : List.In s ss -> (j < P)%N ->
  nth 0%coqQ (target (datum_of b s)) j =
  match nth None (sample_label s) j with Some q => q | None => nth 0%coqQ (frozen (datum_of b s)) j end.
Proof.
move=> sin jP; have [_ [sz_f _]] := datum_lengths frozen_ok (sample_len sin); have [_ [sz_y _]] := sample_len sin.
have -> : target (datum_of b s) = targets (sample_label s) (frozen (datum_of b s)) by [].
move: (frozen _) sz_f (sample_label s) sz_y => v sz_f l sz_y.
have {sz_f sz_y} sz : size l = size v by rewrite -[size l]/(List.length l) -[size v]/(List.length v) sz_f sz_y.
elim: l v j sz {jP} => [|y l IH] [|x v] // j.
  by rewrite !nth_nil.
by case: j => [|j] sz; [case: (y) | apply: IH; case: sz].
Qed.

(* f + g takes the labels exactly when g fits the data, and as many labels change *)
Lemma labels_data g s : List.In s ss ->
  f (at_sample F b s) + g (at_sample F b s) = label_of f s <->
  vec F P (frozen (datum_of b s)) + g (at_sample F b s) = vec F P (target (datum_of b s)).
Proof.
move=> sin; case kn: (is_known b s).
  rewrite (values sin kn); have -> // : label_of f s = vec F P (target (datum_of b s)).
  apply/colP=> j; rewrite !mxE (target_nth sin (ltn_ord j)); case: (nth None _ _) => [q|] //.
  by rewrite (values sin kn) mxE.
have [no fz] := unknown_sample (sample_len sin) kn.
have -> : label_of f s = f (at_sample F b s) by apply/colP=> j; rewrite mxE (no_label _ no).
have -> : target (datum_of b s) = frozen (datum_of b s).
  have sz : size (frozen (datum_of b s)) = size (sample_label s) by rewrite fz size_map.
  exact: (unknown_targets no sz).
rewrite fz zero_vec add0r; split=> [e|->]; last exact: addr0.
by apply: (addrI (f (at_sample F b s))); rewrite addr0.
Qed.
Lemma takes_fits g : takes_labels ss f g <-> fits_data (data_of b ss) g.
Proof.
split=> fit => [d /List.in_map_iff [s [<- sin]]|s sin].
  by apply/(labels_data g sin); exact: fit.
by apply/(labels_data g sin); apply: fit; exact: List.in_map.
Qed.
Lemma changed_data : changed_labels ss f = changed_samples F P (data_of b ss).
Proof.
rewrite /changed_labels /changed_samples /data_of.
have same s : List.In s ss -> (f (at_sample F b s) != label_of f s) = (vec F P (frozen (datum_of b s)) != vec F P (target (datum_of b s))).
  move=> sin; congr (~~ _); have [h1 h2] := labels_data (fun=> 0) sin; rewrite !addr0 in h1 h2.
  by apply/eqP/eqP.
elim: (ss) same => //= s l IH same; rewrite same; last by left.
by rewrite IH // => u uin; apply: same; right.
Qed.
End Functions.

Lemma points_data (F : realFieldType) b ss : distinct_points F (N.to_nat (dimension b)) (data_of b ss) -> different_points F b ss.
Proof.
rewrite /different_points /distinct_points !size_map => h i j /andP[ij jn] /=.
have := h i j; rewrite ij jn => /(_ isT) /=.
have e k : (k < size ss)%N -> point (nth (Datum [::] [::] [::]) [seq Datum (sample_point s) [::] [::] | s <- ss] k) =
    point (nth (Datum [::] [::] [::]) (data_of b ss) k).
  by elim: (ss) k {h ij jn} => [|s l IH] [|k] //=; exact: IH.
by rewrite !e //; exact: ltn_trans jn.
Qed.

(* some function has the values that are stated *)
Lemma data_functions (F : realFieldType) b ss L M K N : check_frozen_shapes b = Ok tt -> check_samples b ss = Ok tt ->
  interpolation_claim F (N.to_nat (dimension b)) (N.to_nat (outputs b)) (data_of b ss) L M K N -> interpolation_of_functions F b ss L M K N.
Proof.
move=> fro sam [h1 h2 h3 [ws [g [e1 e2 net fit]]]]; split.
- by move: h1; rewrite /data_of size_map.
- exact: points_data.
- by move=> f values; rewrite (changed_data fro sam values).
by exists ws, g; split=> // f values; apply/(takes_fits fro sam values).
Qed.
Lemma data_bounds (F : realFieldType) b ss L M K N : check_frozen_shapes b = Ok tt -> check_samples b ss = Ok tt ->
  bound_claim F (N.to_nat (dimension b)) (N.to_nat (outputs b)) (data_of b ss) L M K N -> bound_of_functions F b ss L M K N.
Proof.
move=> fro sam [h1 h2 h3 low]; split.
- by move: h1; rewrite /data_of size_map.
- exact: points_data.
- by move=> f values; rewrite (changed_data fro sam values).
by move=> f values ws g szw net /(takes_fits fro sam values); exact: low szw net.
Qed.
