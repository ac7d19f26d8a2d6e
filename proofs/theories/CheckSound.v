(* What an accepted certificate claims holds over every ordered field. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning Execution ExecutionMeaning.
From FTCert Require Import Certificate Reader ReadCertificate CheckSamples FrozenValues CheckInterpolation CheckBound Compose CheckExecution CheckFile.
From FTCert Require Import NetworkDeep SamplesSound InterpolationSound LineSound BoundSound ExecutionChecked ExecutionClaimed.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* ---- equal rationals are one number of F ---- *)
Section Equal.
Variable F : realFieldType.

(* equal points, values of f and labels *)
Definition equal_datum (s t : datum) : Prop :=
  [/\ List.Forall2 Qeq (point s) (point t), List.Forall2 Qeq (frozen s) (frozen t) &
      List.Forall2 Qeq (target s) (target t)].
Lemma equal_refl (l : seq Q) : List.Forall2 Qeq l l.
Proof. by elim: l => [|a l IH]; [exact: List.Forall2_nil | apply: List.Forall2_cons => //; exact: Qeq_refl]. Qed.
Lemma equal_sym (a b : seq Q) : List.Forall2 Qeq a b -> List.Forall2 Qeq b a.
Proof. by elim=> [|x y u v e _ IH]; [exact: List.Forall2_nil | apply: List.Forall2_cons => //; exact: Qeq_sym]. Qed.
Lemma equal_trans (a b c : seq Q) : List.Forall2 Qeq a b -> List.Forall2 Qeq b c -> List.Forall2 Qeq a c.
Proof.
move=> h; elim: h c => [|x y u v e _ IH] c h; inversion h; subst; first exact: List.Forall2_nil.
by apply: List.Forall2_cons; [exact: Qeq_trans e H1 | exact: IH].
Qed.

(* equal data mean the same *)
Variables (D P : nat) (d e : seq datum).
Hypothesis same : List.Forall2 equal_datum d e.

Lemma equal_size : size d = size e.
Proof. by elim: same => //= s t a b _ _ ->. Qed.
Lemma equal_nth k : equal_datum (nth (Datum [::] [::] [::]) d k) (nth (Datum [::] [::] [::]) e k).
Proof.
elim: same k => [|s t a b h _ IH] [|k] //=; by split; exact: List.Forall2_nil.
Qed.
Lemma equal_fits (g : 'cV[F]_D -> 'cV[F]_P) : fits_data d g <-> fits_data e g.
Proof.
rewrite /fits_data; elim: same => [|s t a b [h1 h2 h3] _ IH]; first by split.
split=> fit r /= [<-|rin].
- by rewrite -(vec_eq F D h1) -(vec_eq F P h2) -(vec_eq F P h3); apply: fit; left.
- by apply: IH.1 rin => q qin; apply: fit; right.
- by rewrite (vec_eq F D h1) (vec_eq F P h2) (vec_eq F P h3); apply: fit; left.
- by apply: IH.2 rin => q qin; apply: fit; right.
Qed.
Lemma equal_distinct : distinct_points F D d -> distinct_points F D e.
Proof.
move=> h i j; rewrite -equal_size => /h /=.
have [hi _ _] := equal_nth i; have [hj _ _] := equal_nth j.
by rewrite (vec_eq F D hi) (vec_eq F D hj).
Qed.
Lemma equal_changed : changed_samples F P d = changed_samples F P e.
Proof.
rewrite /changed_samples; elim: same => //= s t a b [_ h2 h3] _ ->.
by rewrite (vec_eq F P h2) (vec_eq F P h3).
Qed.
Lemma equal_interpolable L M : interpolable F D P d L M -> interpolable F D P e L M.
Proof. by move=> [ws [g [h1 h2 h3 /equal_fits h4]]]; exists ws, g. Qed.
Lemma equal_needs L M : needs F D P d L M -> needs F D P e L M.
Proof. by move=> h ws g szw net /equal_fits; exact: h. Qed.
End Equal.

(* the values of f over common denominators are those of the plain meaning *)
Lemma fast_data_equal b ss : List.Forall2 equal_datum (data_of b ss) (fast_data b ss).
Proof.
rewrite /data_of /fast_data; elim: ss => [|s ss IH]; first exact: List.Forall2_nil.
apply: List.Forall2_cons IH; have h := equal_sym (frozen_values_eq b s).
by split; [exact: equal_refl | | exact: targets_eq].
Qed.

(* a network that fits fits the data with the values of f that are needed: where no
   label stands it is 0 *)
Lemma needed_fits (F : realFieldType) D P b ss (g : 'cV[F]_D -> 'cV[F]_P) :
  check_frozen_shapes b = Ok tt -> List.Forall (lengths b) ss ->
  fits_data (data_of b ss) g -> fits_data (needed_data b ss) g.
Proof.
move=> sh /List.Forall_forall len fit d; rewrite /needed_data /data_with => /List.in_map_iff [s [<- sin]].
have /fit : List.In (datum_of b s) (data_of b ss) by exact: List.in_map.
rewrite [point _]/= [frozen (Datum _ _ _)]/= [target (Datum _ _ _)]/=.
have -> : target (datum_of b s) = targets (sample_label s) (frozen (datum_of b s)) by [].
move: (needed_known sh (len s sin)); move: (frozen (datum_of b s)) => f.
move: (needed_values _ s) (sample_label s) (g _) => v l w kn e.
apply/colP=> i; move/colP/(_ i): e; rewrite !mxE; move: (w i 0) (nat_of_ord i) => {}w k.
elim: l v f kn k => [|y l IH] [|a v] [|x f] //= [ax kn] [|k] /=; try exact: IH.
case: y ax => [q|_]; first by move=> /(_ ltac:(discriminate)) /(Q2F_eq F) ->.
by move=> e; rewrite -[RHS]addr0; congr (_ + _); apply: (addrI (Q2F F x)); rewrite addr0.
Qed.

(* ---- the claim of a certificate about its samples ---- *)
Definition claim_holds (F : realFieldType) (c : certificate) (ss : seq sample_text) : Prop :=
  let b := body_of c in let s := the_claim b in
  let D := N.to_nat (dimension b) in let P := N.to_nat (outputs b) in
  let L := N.to_nat (layers s) in let M := N.to_nat (neurons s) in
  let K := N.to_nat (samples s) in let N := N.to_nat (changed s) in
  (forall d : datum, List.In d (data_of b ss) -> [/\ size (point d) = D, size (frozen d) = P & size (target d) = P]) /\
  match c with
  | OfInterpolation _ => interpolation_claim F D P (data_of b ss) L M K N
  | OfBound _ => bound_claim F D P (data_of b ss) L M K N
  | OfExecution e => execution_claim (model_format e) (g_format e) (program_in e) (centre e) (network_of (exe_g e))
                       D P (data_of b ss) L M K N (deviation e) (output_deviation e)
  end.

Lemma execution_claimed (F : realFieldType) limit e ss : check_execution limit e ss = Ok tt -> claim_holds F (OfExecution e) ss.
Proof.
move=> /check_execution_ok ok; have sound_over := @samples_sound _ _ _ (exe_frozen ok) (exe_samples ok).
have [h1 hl h2 h3] := sound_over F.
split=> //; split.
- by rewrite h1 (exe_count ok).
- by move=> F'; have [_ _ h4 h5] := sound_over F'; rewrite h5 (exe_changed ok).
- by rewrite (exe_layers ok) Evaluation.sizeN_eq Nat2N.id size_map.
- by rewrite (exe_neurons ok) sum_widths.
- by move=> A G sA sG fA fG; apply: accepted_executes.
Qed.

Theorem check_claim_sound F limit c ss : check_claim limit c ss = Ok tt -> claim_holds F c ss.
Proof.
case: c => [x|x|x]; last exact: execution_claimed; move=> /=.
  by move=> /(@interpolation_sound F _) [h1 hl h2 h3 h4]; split=> //; split.
move=> /(@bind_ok _ _ _ _ _) [[] pre /(@bind_ok _ _ _ _ _) [[] sam /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] cha bou]]]].
move: pre; rewrite /check_claim_bound => /(@bind_ok _ _ _ _ _) [[] met /(@bind_ok _ _ _ _ _) [[] num fro]].
have [h1 hl h2 h3] := @samples_sound F _ _ fro sam.
split=> //; split=> //.
- by rewrite h1; move: num => /require_ok /N.eqb_eq ->.
- by rewrite h3; move: cha => /require_ok /N.eqb_eq ->.
- move=> ws g szw net /(needed_fits fro (proj2 (check_samples_lengths _ _ sam))) fit; exact: (labels_bound_sound met bou szw net fit).
Qed.

(* from the first line to the last *)
Theorem check_text_sound limit (t : text) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file) (v : verdict) :
  check_text limit t tables model_file patched_file = Ok v ->
  let b := body_of (verified v) in
  [/\ read_certificate t = Ok (verified v),
      if external b then the_samples limit b tables = Ok (of_samples v) else of_samples v = embedded b,
      check_data_file limit b tables = Ok tt,
      check_model_file b model_file = Ok tt /\ check_patched_file (verified v) patched_file = Ok tt &
      forall F : realFieldType, claim_holds F (verified v) (of_samples v)].
Proof.
rewrite /check_text /check_read => /(@bind_ok _ _ _ _ _) [c rd /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [ss sam]]].
move=> /(@bind_ok _ _ _ _ _) [[] ok /(@bind_ok _ _ _ _ _) [[] hd /(@bind_ok _ _ _ _ _) [[] hm /(@bind_ok _ _ _ _ _) [[] hp [<-]]]]] /=.
split=> //; last by move=> F; exact: check_claim_sound ok.
by move: sam; rewrite /the_samples; case: external => // -[].
Qed.
