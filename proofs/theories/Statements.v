(* What is proved: definitions and statements, and no proofs.

   Each statement below is a proposition; MainTwo.v and MainThree.v prove each
   under the same name with a T (theorem two_layers_exactT proves two_layers_exact),
   and Assumptions.v prints that no proof uses an axiom.
   F is any ordered field (realFieldType: the rationals and the reals are
   instances), d >= 1 the dimension of the inputs.

   Sources: Sohn, Kwon, An, Lee, "Memorization Capacity for Additive
   Fine-Tuning with Small ReLU Networks" (UAI 2024), "the paper"; README.md maps
   each of its claims to the statements here. *)
From mathcomp Require Import all_ssreflect all_algebra.
Import GRing.Theory Num.Theory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* ======================================================================== *)
(** * Networks *)

Section Networks.
Variable F : realFieldType.
Variable d : nat.

Definition relu (t : F) : F := Num.max t 0.
(* entry by entry *)
Definition relus p (v : 'cV[F]_p) : 'cV[F]_p := map_mx relu v.

(* g is a network with one hidden layer ("two layers") of m neurons:
   g(x) = W2 relu(W1 x + b1) + b2 *)
Definition net2 (m : nat) (g : 'cV[F]_d -> F) : Prop :=
  exists (W1 : 'M[F]_(m, d)) (b1 : 'cV[F]_m) (W2 : 'rV[F]_m) (b2 : 'cV[F]_1),
  forall x, g x = (W2 *m relus (W1 *m x + b1) + b2) 0 0.

(* g is a network with two hidden layers ("three layers") of d1 and d2 neurons:
   g(x) = W3 relu(W2 relu(W1 x + b1) + b2) + b3 *)
Definition net3_widths (d1 d2 : nat) (g : 'cV[F]_d -> F) : Prop :=
  exists (W1 : 'M[F]_(d1, d)) (b1 : 'cV[F]_d1) (W2 : 'M[F]_(d2, d1))
         (b2 : 'cV[F]_d2) (W3 : 'rV[F]_d2) (b3 : 'cV[F]_1),
  forall x, g x = (W3 *m relus (W2 *m relus (W1 *m x + b1) + b2) + b3) 0 0.

(* ... of m hidden neurons in all *)
Definition net3 (m : nat) (g : 'cV[F]_d -> F) : Prop :=
  exists d1 d2 : nat, (d1 + d2)%N = m /\ net3_widths d1 d2 g.

(* ======================================================================== *)
(** * Fine-tuning capacity *)

(* net m is a class of functions: networks with m hidden neurons *)
Variable net : nat -> ('cV[F]_d -> F) -> Prop.

(* some network with m neurons takes the value z_i at every x_i *)
Definition fits K (m : nat) (x : 'I_K -> 'cV[F]_d) (z : 'I_K -> F) : Prop :=
  exists g, net m g /\ forall i, g (x i) = z i.

(* m neurons suffice for all K distinct samples and all residuals z on any N of
   them (Definition 3.3; z_i = 0 on T is allowed) *)
Definition suffices (N K m : nat) : Prop :=
  forall x : 'I_K -> 'cV[F]_d, injective x ->
  forall T : {set 'I_K}, #|T| = N ->
  forall z : 'I_K -> F, fits m x (fun i => if i \in T then z i else 0).

(* the same in the words of Definition 3.1: any frozen function f that is right
   outside T can be mended by adding g *)
Definition suffices_frozen (N K m : nat) : Prop :=
  forall (x : 'I_K -> 'cV[F]_d) (f : 'cV[F]_d -> F) (y : 'I_K -> F), injective x ->
  forall T : {set 'I_K}, #|T| = N -> (forall i, i \notin T -> f (x i) = y i) ->
  exists g, net m g /\ forall i, f (x i) + g (x i) = y i.

(* m is m*(N,K): the least number of neurons that suffices *)
Definition is_mstar (N K m : nat) : Prop :=
  suffices N K m /\ forall m' : nat, suffices N K m' -> (m <= m')%N.

(* the points increase along the direction a *)
Definition increasing_along (a : 'rV[F]_d) K (x : 'I_K -> 'cV[F]_d) : Prop :=
  forall i j : 'I_K, (i < j)%N -> (a *m x i) 0 0 < (a *m x j) 0 0.

(* N is N*(m,K): the largest number of residuals for which m neurons suffice *)
Definition is_Nstar (m K N : nat) : Prop :=
  [/\ (N <= K)%N, suffices N K m &
      forall N', (N' <= K)%N -> suffices N' K m -> (N' <= N)%N].

End Networks.

(* ======================================================================== *)
(** * Pieces *)

(* g is affine on every interval without a point of ts inside: g is continuous and
   piecewise affine, its kinks (breakpoints) lie in ts *)
Definition kinks_in (F : realFieldType) (ts : seq F) (g : F -> F) : Prop :=
  forall u w, u < w -> (forall t, t \in ts -> ~~ (u < t < w)) ->
  exists a b, forall t, u <= t <= w -> g t = a * t + b.

(* at most p kinks, that is p + 1 pieces *)
Definition at_most_kinks (F : realFieldType) (p : nat) (g : F -> F) : Prop :=
  exists ts : seq F, (size ts <= p)%N /\ kinks_in ts g.

(* on a line a two-layer net has at most m + 1 pieces (m kinks) *)
Definition pieces_two_layers : Prop :=
  forall (F : realFieldType) (d m : nat) (g : 'cV[F]_d -> F) (u v : 'cV[F]_d),
  net2 m g -> at_most_kinks m (fun t => g (u + t *: v)).

(* a three-layer net (d1 + 1)(d2 + 1); the paper has 2 d1 d2 + d2 + 1 *)
Definition pieces_three_layers : Prop :=
  forall (F : realFieldType) (d d1 d2 : nat) (g : 'cV[F]_d -> F) (u v : 'cV[F]_d),
  net3_widths d1 d2 g ->
  at_most_kinks ((d1 + 1) * (d2 + 1) - 1) (fun t => g (u + t *: v)).

(* Definitions 3.1 and 3.3 agree *)
Definition definitions_agree : Prop :=
  forall (F : realFieldType) (d : nat) (net : nat -> ('cV[F]_d -> F) -> Prop) (N K m : nat),
  suffices_frozen net N K m <-> suffices net N K m.

(* ======================================================================== *)
(** * Two layers *)

(* the worst case: m*_2(N,K) = min(3N, K-2) *)
Definition two_layers_exact : Prop :=
  forall (F : realFieldType) (d N K : nat), (0 < d)%N -> (5 <= K)%N -> (N <= K)%N ->
  is_mstar (@net2 F d) N K (minn (3 * N) (K - 2)).

(* the same with the small cases: every N <= K *)
Definition mstar2 (N K : nat) : nat :=
  if N == 0%N then 0%N
  else if (K <= 3)%N then K.-1
  else if K == 4%N then (if N == 1%N then 2%N else 3%N)
  else minn (3 * N)%N (K - 2)%N.

Definition two_layers_table : Prop :=
  forall (F : realFieldType) (d N K : nat), (0 < d)%N -> (N <= K)%N ->
  is_mstar (@net2 F d) N K (mstar2 N K).

(* the paper's interval, equation (7) *)
Definition equation_7 : Prop :=
  forall (F : realFieldType) (d N K m : nat), (0 < d)%N -> (3 <= K)%N -> (1 <= N <= K)%N ->
  is_mstar (@net2 F d) N K m ->
  (minn (3 * N) (K - 2) <= m <= minn (3 * N + 1) (K - 1))%N.

(* Corollary 4.2, corrected and sharpened to equalities: N*(m,K) *)
Definition Nstar2 (m K : nat) : nat :=
  if (K <= m + 1)%N then K
  else if K == (m + 2)%N then (if (3 <= m)%N then K else if m == 2%N then 1%N else 0%N)
  else (m %/ 3)%N.

Definition corollary_4_2_corrected : Prop :=
  forall (F : realFieldType) (d m K : nat), (0 < d)%N ->
  is_Nstar (@net2 F d) m K (Nstar2 m K).

(* the printed Corollary 4.2.1 at (m,K), and that it fails at K = m + 2 for every m >= 2 *)
Definition corollary_4_2_1_printed (F : realFieldType) (d m K : nat) : Prop :=
  forall N, is_Nstar (@net2 F d) m K N -> ((m - 1) %/ 3 <= N)%N /\ (3 * N <= m)%N.

Definition corollary_4_2_1_false : Prop :=
  forall (F : realFieldType) (d m : nat), (0 < d)%N -> (2 <= m)%N ->
  ~ corollary_4_2_1_printed F d m (m + 2).

(* Theorem 4.1.2 as printed, for all data; it fails always *)
Definition theorem_4_1_2_printed (F : realFieldType) (d N K : nat) : Prop :=
  forall x : 'I_K -> 'cV[F]_d, injective x ->
  forall T : {set 'I_K}, #|T| = N -> forall (z : 'I_K -> F) (m : nat),
  fits (@net2 F d) m x (fun i => if i \in T then z i else 0) ->
  (minn (3 * N) (K - 2) <= m)%N.

Definition theorem_4_1_2_printed_false : Prop :=
  forall (F : realFieldType) (d N K : nat), (0 < d)%N -> (1 <= N <= K)%N -> (3 <= K)%N ->
  ~ theorem_4_1_2_printed F d N K.

(* as intended, and more: on any K points of a line there are a set T of N of them
   and residuals -1 and 1 on T that defeat fewer neurons *)
Definition theorem_4_1_2_intended : Prop :=
  forall (F : realFieldType) (d N K : nat) (u v : 'cV[F]_d) (c : 'I_K -> F),
  (N <= K)%N -> (forall i j : 'I_K, (i < j)%N -> c i < c j) ->
  exists (T : {set 'I_K}) (z : 'I_K -> F), #|T| = N /\ (forall i, z i = 1 \/ z i = -1) /\
  forall m, fits (@net2 F d) m (fun i => u + c i *: v) (fun i => if i \in T then z i else 0) ->
  (minn (3 * N) (K - 2) <= m)%N.

(* T and the two ends of every block of consecutive indices outside T *)
Definition J (K : nat) (T : {set 'I_K}) : {set 'I_K} :=
  [set i : 'I_K | [|| i \in T, i == 0%N :> nat, i.+1 == K,
     [exists j in T, j.+1 == i :> nat] | [exists j in T, j == i.+1 :> nat]]].

(* Theorem 4.4 for the data at hand: |J| - 1 neurons (as printed), |J| - 2 when a
   block has two elements or more.  What J leaves out are the inner elements of the
   blocks: |J| = K - (sum over blocks P of max(|P|-2, 0)) *)
Definition theorem_4_4_sharpened : Prop :=
  forall (F : realFieldType) (d K : nat) (a : 'rV[F]_d) (x : 'I_K -> 'cV[F]_d)
    (T : {set 'I_K}) (z : 'I_K -> F),
  (0 < K)%N -> increasing_along a x -> (forall i, i \notin T -> z i = 0) ->
  fits (@net2 F d) (#|J T| - 1) x z /\
  ((exists i j : 'I_K, [/\ j = i.+1 :> nat, i \notin T & j \notin T]) ->
   fits (@net2 F d) (#|J T| - 2) x z).

(* equation (15) *)
Definition equation_15 : Prop :=
  forall (K : nat) (T : {set 'I_K}), (#|J T| <= minn (3 * #|T| + 2) K)%N.

(* Figure 3: samples i = 1 .. 2N+1 with these labels.  The paper: every continuous
   piecewise affine interpolant has K - 1 = 2N pieces.  True: floor(3N/2) pieces
   suffice and are necessary, and floor(3N/2) neurons suffice. *)
Definition fig3 (F : realFieldType) (i : nat) : F :=
  if (4 %| i)%N then 2%:R else if (2 %| i)%N then -1 else 0.

Definition figure_3_corrected : Prop :=
  forall (F : realFieldType) (N : nat), (2 <= N)%N ->
  let interpolates (g : F -> F) := forall i : nat, (1 <= i <= 2 * N + 1)%N -> g i%:R = fig3 F i in
  (exists2 g, at_most_kinks ((3 * N) %/ 2 - 1) g & interpolates g) /\
  (forall p g, at_most_kinks p g -> interpolates g -> ((3 * N) %/ 2 - 1 <= p)%N) /\
  (exists2 g, net2 ((3 * N) %/ 2) g & interpolates (fun t => g (const_mx t : 'cV[F]_1))).

(* ======================================================================== *)
(** * Three layers *)

(* the headline: 2 sqrt M - 4 <= m*_3(N,K) < 2 sqrt M + 1 with M = min{K, 4N + 4} *)
Definition three_layers_headline : Prop :=
  forall (F : realFieldType) (d N K m : nat), (0 < d)%N -> (1 <= N <= K)%N ->
  is_mstar (@net3 F d) N K m ->
  (4 * minn K (4 * N + 4) <= (m + 4) ^ 2)%N /\ ((m - 1) ^ 2 < 4 * minn K (4 * N + 4))%N.

(* the same with min{K, 4N}: 2 sqrt(min{K,4N}) - 4 <= m*_3(N,K) <= 2 sqrt(min{K,4N}) + 2 *)
Definition three_layers_headline_4N : Prop :=
  forall (F : realFieldType) (d N K m : nat), (0 < d)%N -> (1 <= N <= K)%N ->
  is_mstar (@net3 F d) N K m ->
  (4 * minn K (4 * N) <= (m + 4) ^ 2)%N /\ ((m - 2) ^ 2 <= 4 * minn K (4 * N))%N.

(* its two halves for any m, so that nothing depends on the existence of a least m *)
Definition three_layers_lower : Prop :=
  forall (F : realFieldType) (d N K m : nat), (0 < d)%N -> (1 <= N <= K)%N ->
  suffices (@net3 F d) N K m -> (4 * minn K (4 * N + 4) <= (m + 4) ^ 2)%N.

Definition three_layers_upper : Prop :=
  forall (F : realFieldType) (d N K m : nat), (0 < d)%N -> (N <= K)%N ->
  (4 * minn (K - 1) (4 * N + 4) <= m ^ 2)%N -> suffices (@net3 F d) N K m.

(* a least m exists, in the sense of a proof without the excluded middle *)
Definition three_layers_mstar_exists : Prop :=
  forall (F : realFieldType) (d N K : nat), (0 < d)%N -> (N <= K)%N ->
  ~ ~ exists m, is_mstar (@net3 F d) N K m.

(* Corollary 5.2, sharpened: N*_3(m,K) is K if K <= m^2/4 + 1; it is at least
   floor(m^2/16) - 1 (or K), and at most (m+4)^2/16 - 1 if K > (m+4)^2/4.  The paper:
   K if K <= m^2/16, at least m^2/108 - 2/3, at most (m^2+m)/6 *)
Definition corollary_5_2_sharpened : Prop :=
  forall (F : realFieldType) (d m K N : nat), (0 < d)%N -> is_Nstar (@net3 F d) m K N ->
  ((4 * (K - 1) <= m ^ 2)%N -> N = K) /\
  (minn K (m ^ 2 %/ 16 - 1) <= N)%N /\
  (((m + 4) ^ 2 < 4 * K)%N -> (16 * (N + 1) <= (m + 4) ^ 2)%N).

(* Corollary 5.2.3 as printed; the printed proof has a gap at K = (m^2+m+4)/2 *)
Definition corollary_5_2_3 : Prop :=
  forall (F : realFieldType) (d m K N : nat), (0 < d)%N -> (m ^ 2 + m + 4 <= 2 * K)%N ->
  is_Nstar (@net3 F d) m K N -> (6 * N <= m ^ 2 + m)%N.

(* ---- upper bounds for given data and widths ---- *)
(* arbitrary labels: d1 d2 + 1 >= K *)
Definition three_layers_dense : Prop :=
  forall (F : realFieldType) (d d1 d2 K : nat) (x : 'I_K -> 'cV[F]_d) (z : 'I_K -> F),
  injective x -> (K <= d1 * d2 + 1)%N ->
  exists g, net3_widths d1 d2 g /\ forall i, g (x i) = z i.

(* at most G P nonzero labels, any K: widths G and 4 P, so G + 4 ceil(N/G) neurons *)
Definition three_layers_sparse : Prop :=
  forall (F : realFieldType) (d G P K : nat) (x : 'I_K -> 'cV[F]_d) (z : 'I_K -> F),
  injective x -> (#|[set i | z i != 0%R]| <= G * P)%N ->
  exists g, net3_widths G (4 * P) g /\ forall i, g (x i) = z i.

(* the same with labels of one sign: G + 3 ceil(N/G) *)
Definition three_layers_one_sign : Prop :=
  forall (F : realFieldType) (d G P K : nat) (x : 'I_K -> 'cV[F]_d) (z : 'I_K -> F),
  injective x -> (#|[set i | z i != 0%R]| <= G * P)%N ->
  (forall i, 0 <= z i) \/ (forall i, z i <= 0) ->
  exists g, net3_widths G (3 * P) g /\ forall i, g (x i) = z i.

(* ---- lower bounds on worst-case data, any K points of a line ---- *)
(* from the number of kinks *)
Definition three_layers_kink_bound : Prop :=
  forall (F : realFieldType) (d N K : nat) (u v : 'cV[F]_d) (c : 'I_K -> F),
  (N <= K)%N -> (forall i j : 'I_K, (i < j)%N -> c i < c j) ->
  exists (T : {set 'I_K}) (z : 'I_K -> F), #|T| = N /\ (forall i, z i = 1 \/ z i = -1) /\
  forall d1 d2 g, net3_widths d1 d2 g ->
  (forall i, g (u + c i *: v) = if i \in T then z i else 0) ->
  (minn (3 * N) (K - 2) + 1 <= (d1 + 1) * (d2 + 1))%N.

(* from the signs of the kinks: N1 = ceil(N/2) labels 1, N2 = floor(N/2) labels -1 *)
Definition three_layers_sign_bound : Prop :=
  forall (F : realFieldType) (d N K : nat) (u v : 'cV[F]_d) (c : 'I_K -> F),
  (4 * N + 1 <= K)%N -> (forall i j : 'I_K, (i < j)%N -> c i < c j) ->
  exists (T : {set 'I_K}) (z : 'I_K -> F), #|T| = N /\ (forall i, z i = 1 \/ z i = -1) /\
  forall d1 d2 g, net3_widths d1 d2 g ->
  (forall i, g (u + c i *: v) = if i \in T then z i else 0) ->
  exists Dp Dm r1 r2 : nat, [/\ (Dp + Dm <= d2)%N, (r1 + r2 <= d1 + 2)%N,
    (2 * uphalf N + 1 <= (Dp + 1) * r1)%N & (2 * half N + 1 <= (Dm + 1) * r2)%N].

(* ---- a lower bound for given data on a line ---- *)
(* the second difference of z at i has this sign (the slope on the right minus the
   slope on the left, times positive lengths) *)
Definition second_difference (F : realFieldType) (x z : nat -> F) (i : nat) : F :=
  (z i.+1 - z i) * (x i - x i.-1) - (z i - z i.-1) * (x i.+1 - x i).
Definition has_sign (F : realFieldType) (s : bool) (v : F) : bool :=
  if s then 0 < v else v < 0.
Definition in_window (F : realFieldType) (a b t : F) : bool := a < t < b.

(* I: interior indices with nonzero second differences, of opposite signs where two
   are neighbours.  For a net that fits there are at most d1 signed points such that
   in every window the second differences of sign s number at most
   D_s (c + 1) + c_s, where c points lie in the window, c_s of them of sign s *)
Definition three_layers_given : Prop :=
  forall (F : realFieldType) (d d1 d2 K : nat) (u v : 'cV[F]_d) (x z : nat -> F)
    (I : seq nat) (g : 'cV[F]_d -> F),
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  uniq I -> (forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N) ->
  (forall i, i \in I -> second_difference x z i != 0) ->
  (forall i, i \in I -> i.+1 \in I ->
     second_difference x z i * second_difference x z i.+1 < 0) ->
  net3_widths d1 d2 g -> (forall i, (i < K)%N -> g (u + x i *: v) = z i) ->
  exists (D : bool -> nat) (points : seq (F * bool)),
    (D true + D false <= d2)%N /\ (size points <= d1)%N /\
    forall (s : bool) (a b : F),
    (count (fun i => [&& has_sign s (second_difference x z i), a <= x i.-1 & x i.+1 <= b]%R) I <=
     D s * (count (fun p => in_window a b p.1) points).+1
     + count (fun p => in_window a b p.1 && (p.2 == s)) points)%N.

(* ---- the same data as a word of signs ---- *)
(* e s: how many outer weights have sign s.  The word is read from left to right: a
   cell takes e s letters of sign s, left s more of them; the first letter that it
   cannot take goes to a cut, behind which the next cell begins *)
Fixpoint cuts (e left : bool -> nat) (w : seq bool) : nat :=
  match w with
  | [::] => 0%N
  | s :: w' => if left s is n.+1 then cuts e (fun t => if t == s then n else left t) w'
               else (cuts e e w').+1
  end.

(* a net that fits has enough first-layer neurons for its outer weights; so no net
   fits whose widths fail this finite test for all e with e true + e false <= d2 *)
Definition three_layers_order : Prop :=
  forall (F : realFieldType) (d d1 d2 K : nat) (u v : 'cV[F]_d) (x z : nat -> F)
    (I : seq nat) (g : 'cV[F]_d -> F),
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  sorted ltn I -> (forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N) ->
  (forall i, i \in I -> second_difference x z i != 0) ->
  (forall i, i \in I -> i.+1 \in I ->
     second_difference x z i * second_difference x z i.+1 < 0) ->
  net3_widths d1 d2 g -> (forall i, (i < K)%N -> g (u + x i *: v) = z i) ->
  exists e : bool -> nat, (e true + e false <= d2)%N /\
    (cuts e e [seq (0 < second_difference x z i)%R | i <- I] <= d1)%N.
