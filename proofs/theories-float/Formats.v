(* binary32 and binary64 are arithmetics in the sense of Execution.v, with gradual underflow or flush to zero, any tie
   rule, and any wider format that a result may pass through. So the theorems on whole networks hold for them. *)
From Coq Require Import QArith Qabs Qreals Reals ZArith List Lra Lia.
From Flocq Require Import Core.
From FTCert Require Import Certificate ExecutionRules Execution ExecutionMain.
From FTCertFloat Require Import Rounding Operations.
Open Scope R_scope.

Lemma reciprocal p k : bpow radix2 (- Zpos k) = / IZR (Zpos p) -> Q2R (1 # p) = bpow radix2 (- Zpos k).
Proof. intros ->. unfold Q2R. cbn [Qnum Qden]. ring. Qed.
Lemma roundoff_value p n k : Zpos p = (2 ^ Zpos k)%Z -> Zpos k = (Zpos n + 10)%Z ->
  Q2R (1025 # p) = bpow radix2 (- Zpos n) * (1 + bpow radix2 (-10)).
Proof.
  intros P K. unfold Q2R. cbn [Qnum Qden]. rewrite P. change (2 ^ Zpos k)%Z with (Zpower radix2 (Zpos k)).
  rewrite IZR_Zpower, <- bpow_opp by lia.
  replace (- Zpos n)%Z with (- Zpos k + 10)%Z by lia. rewrite bpow_plus.
  assert (A : bpow radix2 10 = 1024) by (cbn; lra). assert (B : bpow radix2 (-10) = / 1024) by (cbn; lra). rewrite A, B. field.
Qed.

Lemma least32 : Q2R (least binary32) = least_normal 24 (-149).
Proof. apply reciprocal. cbn [bpow]. apply (f_equal (fun z => / IZR z)). vm_compute. reflexivity. Qed.
Lemma least64 : Q2R (least binary64) = least_normal 53 (-1074).
Proof. apply reciprocal. cbn [bpow]. apply (f_equal (fun z => / IZR z)). vm_compute. reflexivity. Qed.
Lemma roundoff32 : Q2R (roundoff binary32) = bpow radix2 (-24) * (1 + bpow radix2 (-10)).
Proof. apply (roundoff_value _ 24 34); reflexivity. Qed.
Lemma roundoff64 : Q2R (roundoff binary64) = bpow radix2 (-53) * (1 + bpow radix2 (-10)).
Proof. apply (roundoff_value _ 53 63); reflexivity. Qed.

(* ======================================================================== *)
(** * The two formats, beside wider ones *)

Definition allowed32 : (wide -> Prop) -> (wide -> Prop) -> Prop := allowed 24 (-149).
Definition allowed64 : (wide -> Prop) -> (wide -> Prop) -> Prop := allowed 53 (-1074).
Definition double : wide := Wide 53 (-1074).
Definition extended : wide := Wide 64 (-16445).   (* the registers of 80 bits *)
Lemma wider_formats : beside 24 (-149) double /\ beside 24 (-149) extended /\ beside 53 (-1074) extended.
Proof. repeat split; cbn; lia. Qed.

Definition arithmetic32 (through stays : wide -> Prop) : arithmetic := float_arithmetic binary32 (-149) through stays.
Definition arithmetic64 (through stays : wide -> Prop) : arithmetic := float_arithmetic binary64 (-1074) through stays.

Theorem binary32_sound through stays : allowed32 through stays -> sound (arithmetic32 through stays).
Proof.
  intros W. apply float_sound; cbn [precision binary32]; try lia;
    [exact W|exact least32|exact roundoff32|exact (proj1 formats_properT)].
Qed.
Theorem binary64_sound through stays : allowed64 through stays -> sound (arithmetic64 through stays).
Proof.
  intros W. apply float_sound; cbn [precision binary64]; try lia;
    [exact W|exact least64|exact roundoff64|exact (proj2 formats_properT)].
Qed.

(* ======================================================================== *)
(** * Whole networks *)

Inductive ieee : arithmetic -> Prop :=
| ieee32 through stays : allowed32 through stays -> ieee (arithmetic32 through stays)
| ieee64 through stays : allowed64 through stays -> ieee (arithmetic64 through stays).
Lemma ieee_sound a : ieee a -> sound a.
Proof. intros [t s W|t s W]; [exact (binary32_sound t s W)|exact (binary64_sound t s W)]. Qed.
Lemma ieee_leaves_numbers a : ieee a -> leaves_numbers (its_format a) (its a).
Proof.
  intros [t s W|t s W]; apply float_leaves_numbers; cbn [precision binary32 binary64]; try lia;
    first [exact W|exact least32|exact least64|exact (proj1 formats_properT)|exact (proj2 formats_properT)].
Qed.

(* a kept sample keeps its output to the last bit: whatever number F f returned, F + g, an operation of its own, is F *)
Theorem ieee_keep A G centre g x ys k v e : ieee A -> ieee G ->
  network_numbers (its_format G) g -> enclose_g (its_format A) (its_format G) centre g x = Within ys ->
  nth_error ys k = Some (v, e) -> (v == 0)%Q -> (e == 0)%Q ->
  exists y, nth_error (run_g A G centre g x) k = Some y /\
    forall F r, number (its_format A) F -> run_add A (fun s => s = Some F) y r -> exists q, r = Some q /\ (q == F)%Q.
Proof.
  intros IA IG N H K V E. pose proof (ieee_sound A IA) as SA.
  destruct (kept_zeroT A G centre g x ys k v e SA (ieee_sound G IG) N H K V E) as (y & Y & Z).
  exists y. split; [exact Y|]. intros F r NF X.
  apply (kept_outputT A y F r (ieee_leaves_numbers A IA)); [|exact Z|exact NF|exact X].
  intros t t' r' T. exact (op_same (proj2 SA) r' T).
Qed.
Corollary binary32_keep through stays centre g x ys k v e : let A := arithmetic32 through stays in allowed32 through stays ->
  network_numbers binary32 g -> enclose_g binary32 binary32 centre g x = Within ys ->
  nth_error ys k = Some (v, e) -> (v == 0)%Q -> (e == 0)%Q ->
  exists y, nth_error (run_g A A centre g x) k = Some y /\
    forall F r, number binary32 F -> run_add A (fun s => s = Some F) y r -> exists q, r = Some q /\ (q == F)%Q.
Proof. intros A W. exact (ieee_keep A A centre g x ys k v e (ieee32 _ _ W) (ieee32 _ _ W)). Qed.

(* a subnormal F is kept or becomes 0 *)
Theorem binary32_keep_subnormal through stays (g : value) F r : allowed32 through stays -> (forall s, g s -> exists q, s = Some q /\ (q == 0)%Q) ->
  representable 24 (-149) (Q2R F) -> Rabs (Q2R F) < least_normal 24 (-149) ->
  run_add (arithmetic32 through stays) (fun s => s = Some F) g r -> exists q, r = Some q /\ ((q == F)%Q \/ (q == 0)%Q).
Proof.
  intros W Z N S (p & q & -> & Y & O). destruct (Z _ Y) as (q' & -> & Q).
  assert (T : (F + q' == F)%Q) by (rewrite Q; ring). destruct O as [O|(s & -> & O)].
  - apply (float_subnormal binary32 (-149) through stays); cbn [precision binary32]; try lia;
      try assumption; try exact least32; try exact (proj1 formats_properT).
    exact (op_same (proj2 (binary32_sound through stays W)) r T O).
  - exists s. split; [reflexivity|]. left. rewrite O. exact T.
Qed.

(* and every other value is as near as the enclosure says, no operation having overflowed *)
Theorem ieee_near A G centre g x ys : ieee A -> ieee G ->
  network_numbers (its_format G) g -> enclose_g (its_format A) (its_format G) centre g x = Within ys ->
  Forall2 within (run_g A G centre g x) ys /\ Forall2 Qeq (map fst ys) (real_g centre g x).
Proof. intros IA IG. exact (g_enclosedT A G centre g x ys (ieee_sound A IA) (ieee_sound G IG)). Qed.
Theorem ieee_sum A f x gs es ys : ieee A -> program_numbers (its_format A) f -> Forall2 within gs es ->
  enclose_sum (its_format A) f x es = Within ys -> Forall2 within (run_sum A f x gs) ys.
Proof. intros IA N G H. exact (proj1 (sum_enclosedT A f x gs es ys (ieee_sound A IA) N G H)). Qed.

(* kept in every rounding mode *)
Theorem keep_any_mode mode : Valid_rnd mode ->
  leaves_numbers binary32 (any_mode binary32 (-149) mode) /\ leaves_numbers binary64 (any_mode binary64 (-1074) mode).
Proof.
  intros V. split; apply any_mode_leaves_numbers; try exact V; cbn [precision binary32 binary64]; try lia;
    first [exact least32|exact least64|exact (proj1 formats_properT)|exact (proj2 formats_properT)].
Qed.
