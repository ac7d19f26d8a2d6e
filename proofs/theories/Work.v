(* How much work a certificate asks for: a number computed from its counts and the sizes
   of its numbers, before anything of that work is done (section 14 of
   certificate-format.md; for executions section 15, for patterns section 16).  A unit is about the product of two
   words of 64 bits.  Standard library only; extracted. *)
From FTCert Require Import Certificate Patterns Evaluation FrozenValues Compose.
From FTCert Require Specification CheckCover CheckSamples.
From Coq Require Import QArith ZArith NArith String List.
Import ListNotations.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Open Scope N_scope.
Local Set Implicit Arguments.

(* ---- sizes ---- *)
(* binary digits of |a|; words of 64 of them, at least one *)
Definition bits (a : Z) : N := N.size (Z.abs_N a).
Definition words (b : N) : N := N.max 1 ((b + 63) / 64).
(* 0 for an empty list *)
Definition greatest A (f : A -> N) (l : list A) : N := fold_left (fun n a => N.max n (f a)) l 0.

(* of a point over its least common denominator *)
Definition point_bits (x : list Q) : N :=
  let d := common x in N.max (bits (Zpos d)) (greatest (fun q => bits (over d q)) x).
(* how many digits q has before the point, at most; N's difference is never below 0 *)
Definition weight_bits (q : Q) : N := N.succ (bits (Qnum q)) - bits (Zpos (Qden q)).
Definition row_common (r : row) : positive := common (fst r :: snd r).

(* ---- a network ---- *)
Section Network.
(* of a row of a layer, from C + 1 and words(V_{l-1}), words(A_l), words(V_l) *)
Variable row_work : N -> N -> N -> N -> N.
(* points: V_0.  Of the layers before: scales, the sum of their bits(M); magnitudes, the
   sum of m + bits(C + 1); v, their V *)
Fixpoint layers_work (points scales magnitudes v : N) (n : network_text) : N :=
  match n with
  | [] => 0
  | x :: n' =>
      let ds := tail_map row_common (rows x) in
      let m := greatest (fun r : row => greatest weight_bits (fst r :: snd r)) (rows x) in
      let c := N.succ (columns x) in
      let s := greatest (fun d => bits (Zpos d)) ds + scales in
      let magnitudes' := magnitudes + m + bits (Z.of_N c) in
      let v' := s + points + magnitudes' in
      sizeN (rows x) * row_work c (words v) (words (s + m)) (words v')
      + layers_work points (scales + bits (Zpos (fold_left lcm ds 1%positive))) magnitudes' v' n'
  end.
(* at n of these points; the network has to be prepared even if there are none *)
Definition work_at (x : network_text) (points : list (list Q)) (n : N) : N :=
  let v := greatest point_bits points in N.max 1 n * layers_work v 0 0 v x.
End Network.
Definition network_work : network_text -> list (list Q) -> N -> N :=
  work_at (fun c v a v' => c * v * a + v' * v').
(* words of a number of the format, as a fraction *)
Definition format_words (f : format_name) : N := match f with Binary32 => 5 | Binary64 => 34 end.
Definition enclosure_work (f : format_name) : network_text -> list (list Q) -> N -> N :=
  let w := format_words f in
  work_at (fun c v a v' => 2 * (c * (v + w) * a + 4 * ((v' + w) * (v' + w)))).

(* ---- a certificate ---- *)
Definition frozen_work (b : body) (points : list (list Q)) (n : N) : N :=
  match frozen_by b with FrozenNetwork f => network_work f points n | _ => 0 end.
Definition count_labelled (ss : list sample_text) : N :=
  fold_left (fun n s => if CheckSamples.is_labelled s then N.succ n else n) ss 0.
Definition points_of (ss : list sample_text) : list (list Q) := tail_map sample_point ss.

Definition interpolation_work (c : interpolation) (ss : list sample_text) : N :=
  frozen_work (int_body c) (points_of ss) (count_labelled ss) + network_work (g c) (points_of ss) (sizeN ss).

(* C *)
Definition count_marks (l : list line_point) : N :=
  fold_left (fun n p => match kink p with Some _ => N.succ n | None => n end) l 0.

(* ---- patterns ---- *)
Definition sum_of A (f : A -> N) (l : list A) : N := fold_left (fun n a => n + f a) l 0.
(* C(a + b, b), but of more than 64 factors the first 64: more than 2^64 *)
Fixpoint climb (n : nat) (a i c : N) : N :=
  match n with O => c | S n' => climb n' a (N.succ i) (c * (a + i) / i) end.
Definition binomial_of (a b : N) : N := climb (N.to_nat (N.min 64 (N.min a b))) (N.max a b) 1 1.
(* C columns, K samples *)
Definition rank_work (k c : N) : N := k * (c * c).
Fixpoint slices_work (k n h : N) (vs : list Q) (acc : N) : N :=
  match vs with
  | [] => acc
  | _ :: vs' =>
      let acc' := acc + rank_work k (binomial_of n h) in
      if h =? 0 then acc' else slices_work k n (N.pred h) vs' acc'
  end.
Definition varying_features (d : N) (xs : list (list Q)) : N :=
  N.of_nat (CheckCover.how_many (CheckCover.varying (N.to_nat d) (tail_map (fun x => (x, Specification.exactly 0%Q)) xs))).
Definition cover_work (d : N) (c : cover) (xs : list (list Q)) : N :=
  let n := varying_features d xs in
  match covered_by c with
  | CoverNone => 0
  | CoverRanks => rank_work (sizeN xs) (binomial_of n (hyperplanes c))
  | CoverSlices _ vs => if n =? 0 then 0 else slices_work (sizeN xs) (N.pred n) (hyperplanes c) vs 0
  | CoverPoints is =>
      let w := sizeN is in if w <=? n then 0 else binomial_of (w - N.succ n) (N.succ n) * N.succ n ^ 3
  end.
(* v: bits of a point *)
Definition leaf_work (v : N) (rs : list pattern_row) : N :=
  let b := greatest (fun r => match r with PairRow _ _ _ c | SumRow _ _ _ c => bits c end) rs in
  let w := words (b + N.succ (sizeN rs) * v) in sizeN rs * (w * w).
(* k samples; what is for each neuron, and each neuron and coefficient *)
Definition node_work (d m k v : N) (x : pattern_node) : N :=
  match x with
  | SplitNode _ _ _ ks => sizeN ks * k
  | LeafNode _ rs => m * N.succ d * leaf_work v rs
  end.
Definition patterns_work (d m : N) (w : patterns) (xs : list (list Q)) : N :=
  let k := sizeN xs in let v := greatest point_bits xs in
  N.succ d * k * words v + cover_work d (the_cover w) xs
  + sum_of (fun t => m * (k + sizeN (pattern_nodes t)) + sum_of (node_work d m k v) (pattern_nodes t)) (trees w).

Definition method_work (c : bound) (xs : list (list Q)) : N :=
  let marks := count_marks (line c) in
  match by_method c, exhaustion_tree c, the_patterns c with
  | Signs, _, _ => marks * marks
  | Exhaustion, Some t, _ => nodes t * (marks + sizeN (sums t) + 1) * (100 + sizeN (line c))
  | ByPatterns, _, Some w => patterns_work (dimension (bound_body c)) (neurons (the_claim (bound_body c))) w xs
  | _, _, _ => 0
  end.
Definition bound_work (c : bound) (ss : list sample_text) : N :=
  frozen_work (bound_body c) (points_of ss) (count_labelled ss) + method_work c (points_of ss).

Definition less_centre (centre : option (list Q)) (x : list Q) : list Q :=
  match centre with
  | None => x
  | Some c => tail_map (fun p => Qred (fst p - snd p)) (combine x c)
  end.
Definition execution_work (c : execution) (ss : list sample_text) : N :=
  let b := exe_body c in
  let xs := points_of ss in
  let n := count_labelled ss in
  frozen_work b xs n
  + enclosure_work (g_format c) (exe_g c) (tail_map (less_centre (centre c)) xs) (sizeN ss)
  + match output_deviation c, frozen_by b with
    | Some _, FrozenNetwork f => enclosure_work (model_format c) f xs n
    | _, _ => 0
    end.

Definition work_of (c : certificate) (ss : list sample_text) : N :=
  match c with
  | OfInterpolation x => interpolation_work x ss
  | OfBound x => bound_work x ss
  | OfExecution x => execution_work x ss
  end.

(* ---- the limit ---- *)
(* None: no limit, and the work is not computed *)
Definition within (limit : option N) (l : N) (who : list piece) (work : unit -> N) : result unit :=
  match limit with
  | None => Ok tt
  | Some most =>
      let w := work tt in
      require (w <=? most) 404 l
        (who ++ [Text "this takes "; Count w; Text " units of work, at most "; Count most; Text " are allowed (--max-work)"])
  end.

Lemma within_ok limit l who work most : within limit l who work = Ok tt -> limit = Some most -> work tt <= most.
Proof.
  intros h ->; unfold within, require in h.
  destruct (N.leb_spec (work tt) most) as [le|]; [exact le|discriminate h].
Qed.
Lemma within_not most l who work : most < work tt ->
  exists t, within (Some most) l who work = fail 404 l t.
Proof.
  intros lt; unfold within, require; destruct (N.leb_spec (work tt) most) as [le|_].
  - destruct (proj1 (N.lt_nge _ _) lt le).
  - eexists; reflexivity.
Qed.
