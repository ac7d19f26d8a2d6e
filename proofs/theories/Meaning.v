(* What an accepted certificate means, over every ordered field F: definitions and
   statements, no proofs.  The checkers compute with rationals (Certificate.v);
   Q2F embeds them into F. *)
From Coq Require Import QArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements.
From FTCert Require Import Certificate.
Import GRing.Theory Num.Theory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Meaning.
Variable F : realFieldType.

(* g is a network of any depth with hidden layers of ws neurons: relu between
   affine maps *)
Fixpoint deep (ws : seq nat) (d p : nat) : ('cV[F]_d -> 'cV[F]_p) -> Prop :=
  match ws with
  | [::] => fun g => exists (W : 'M[F]_(p, d)) (b : 'cV[F]_p), forall x, g x = W *m x + b
  | w :: ws' => fun g => exists (W : 'M[F]_(w, d)) (b : 'cV[F]_w) (h : 'cV[F]_w -> 'cV[F]_p),
      deep ws' h /\ forall x, g x = h (relus (W *m x + b))
  end.

(* a list of rationals as a vector *)
Definition vec (n : nat) (l : seq Q) : 'cV[F]_n := \col_i Q2F F (nth 0%coqQ l i).

Variables (D P : nat) (data : seq datum).

(* f + g takes the labels at all samples *)
Definition fits_data (g : 'cV[F]_D -> 'cV[F]_P) : Prop :=
  forall s : datum, List.In s data -> vec P (frozen s) + g (vec D (point s)) = vec P (target s).

Definition distinct_points : Prop :=
  forall i j, (i < j < size data)%N ->
  let at_ k := vec D (point (nth (Datum [::] [::] [::]) data k)) in at_ i <> at_ j.

(* samples at which the label is not what f says *)
Definition changed_samples : nat :=
  count (fun s : datum => vec P (frozen s) != vec P (target s)) data.

(* some network with L affine maps and M hidden neurons fits *)
Definition interpolable (L M : nat) : Prop :=
  exists (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P),
  [/\ (size ws + 1)%N = L, sumn ws = M, deep ws g & fits_data g].

(* every network with L affine maps that fits has at least M hidden neurons *)
Definition needs (L M : nat) : Prop :=
  forall (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P),
  (size ws + 1)%N = L -> deep ws g -> fits_data g -> (M <= sumn ws)%N.

(* the claims of section 2 of certificate-format.md *)
Definition interpolation_claim (L M K N : nat) : Prop :=
  [/\ size data = K, distinct_points, changed_samples = N & interpolable L M].
Definition bound_claim (L M K N : nat) : Prop :=
  [/\ size data = K, distinct_points, changed_samples = N & needs L M].

(* both: M is the least number of hidden neurons for these data *)
Definition exact_claim (L M : nat) : Prop := interpolable L M /\ needs L M.
End Meaning.
