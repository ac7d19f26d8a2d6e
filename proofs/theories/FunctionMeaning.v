(* What an accepted certificate means for a function f: definitions, no proofs.  Meaning.v speaks of the values of f at
   the samples.  Here f is any function, over any ordered field F, with the values that the certificate states; where it states
   none (`frozen computed`, section 20 of certificate-format.md) f may have any value. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning SpecificationMeaning.
From FTCert Require Import Certificate Specification CheckSamples.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Functions.
Variables (F : realFieldType) (b : body).
Notation D := (N.to_nat (dimension b)).
Notation P := (N.to_nat (outputs b)).
Definition at_sample (s : sample_text) : 'cV[F]_D := vec F D (sample_point s).

(* f has the values that are stated: 0 with `frozen zero`, those in the file, those of network f *)
Definition has_values (ss : seq sample_text) (f : 'cV[F]_D -> 'cV[F]_P) : Prop :=
  forall s, List.In s ss -> is_known b s -> f (at_sample s) = vec F P (frozen (datum_of b s)).

(* the label: a number, or the value of f *)
Definition label_of (f : 'cV[F]_D -> 'cV[F]_P) (s : sample_text) : 'cV[F]_P :=
  \col_j match nth None (sample_label s) j with Some q => Q2F F q | None => f (at_sample s) j 0 end.
Definition takes_labels (ss : seq sample_text) (f g : 'cV[F]_D -> 'cV[F]_P) : Prop :=
  forall s, List.In s ss -> f (at_sample s) + g (at_sample s) = label_of f s.
(* samples at which the label is not what f says *)
Definition changed_labels (ss : seq sample_text) (f : 'cV[F]_D -> 'cV[F]_P) : nat :=
  count (fun s => f (at_sample s) != label_of f s) ss.
Definition different_points (ss : seq sample_text) : Prop :=
  distinct_points F D [seq Datum (sample_point s) [::] [::] | s <- ss].

(* one network with L affine maps and M hidden neurons, whatever f is elsewhere *)
Definition interpolation_of_functions (ss : seq sample_text) (L M K N : nat) : Prop :=
  [/\ size ss = K, different_points ss, forall f, has_values ss f -> changed_labels ss f = N &
      exists (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P),
      [/\ (size ws + 1)%N = L, sumn ws = M, deep ws g & forall f, has_values ss f -> takes_labels ss f g]].
(* every network that fits some such f *)
Definition bound_of_functions (ss : seq sample_text) (L M K N : nat) : Prop :=
  [/\ size ss = K, different_points ss, forall f, has_values ss f -> changed_labels ss f = N &
      forall f, has_values ss f -> forall (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P),
      (size ws + 1)%N = L -> deep ws g -> takes_labels ss f g -> (M <= sumn ws)%N].

(* with specifications in place of labels: as for the samples with a label where f is not kept *)
Definition has_specified_values (ss : seq specified_sample) (f : 'cV[F]_D -> 'cV[F]_P) : Prop :=
  has_values (map (marked (outputs b)) ss) f.
Definition at_specified (s : specified_sample) : 'cV[F]_D := vec F D (spec_point s).
Definition meets_specifications (margin : Q) (ss : seq specified_sample) (f g : 'cV[F]_D -> 'cV[F]_P) : Prop :=
  forall s, List.In s ss -> meets margin (spec_of s) (f (at_specified s)) (g (at_specified s)).
Definition specification_of_functions (margin : Q) (ss : seq specified_sample) (L M K N S : nat) : Prop :=
  [/\ size ss = K, different_points (map (marked (outputs b)) ss), count (fun s => is_specified (spec_of s)) ss = S &
      exists (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P),
      [/\ (size ws + 1)%N = L, sumn ws = M, deep ws g, count (fun s => g (at_specified s) != 0) ss = N &
          forall f, has_specified_values ss f -> meets_specifications margin ss f g]].
Definition specified_bound_of_functions (margin : Q) (ss : seq specified_sample) (L M K S : nat) : Prop :=
  [/\ size ss = K, different_points (map (marked (outputs b)) ss), count (fun s => is_specified (spec_of s)) ss = S &
      forall f, has_specified_values ss f -> forall (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P),
      (size ws + 1)%N = L -> deep ws g -> meets_specifications margin ss f g -> (M <= sumn ws)%N].
End Functions.
