(* The scan that is executed finds every number of cuts that the scan of Statements
   finds: of the states after a cut it keeps those that no other one exceeds, and
   these are never worse. *)
From Coq Require NArith List.
From Coq Require Import BinNat Nnat.
From mathcomp Require Import all_ssreflect zify.
From FTCert Require Import Statements SignsScan.
From FTCert Require CountKinks.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Module CK := CountKinks.

Section Cuts.
Variables P M : seq N.
Hypothesis sP : sorted ltn (nats P).
Hypothesis sM : sorted ltn (nats M).
Variables u v : nat.
Let e (s : bool) := if s then u else v.
Let el (s : bool) := nats (if s then P else M).
Implicit Types (st : nat * nat) (c : CK.state).

Lemma el_sorted s : sorted ltn (el s). Proof. by case: s. Qed.

(* what st leaves *)
Definition leaves c st : Prop :=
  [/\ c = (drop st.1 P, drop st.2 M), st.1 <= size P & st.2 <= size M].

Lemma next_cutE c st : leaves c st -> stuck e el st ->
  exists2 t, CK.next_cut u v c = Some t & N.to_nat t = Statements.next_cut e el st.
Proof.
move=> [-> a b]; rewrite /CK.next_cut /= !skipE !drop_drop ![_ + st.1]addnC ![_ + st.2]addnC.
rewrite /stuck /Statements.next_cut /waiting /served /e /el !size_map.
have [[-> lP]|[-> lP]] := drop_cases (st.1 + u) P; have [[-> lM]|[-> lM]] := drop_cases (st.2 + v) M.
- by move/orP => -[]; lia.
- move=> _; exists (nth 0%num M (st.2 + v) + 1)%num => //.
  by rewrite lM /= (_ : _ < size P = false) /= ?(nth_map 0%num) //; lia.
- move=> _; exists (nth 0%num P (st.1 + u) + 1)%num => //.
  by rewrite lP /= (_ : _ < size M = false) /= ?(nth_map 0%num) //; lia.
move=> _; exists (N.min (nth 0%num P (st.1 + u)) (nth 0%num M (st.2 + v)) + 1)%num => //.
by rewrite lP lM /= !(nth_map 0%num) //; lia.
Qed.

(* what begins before the cut *)
Lemma uptoE t st s : N.to_nat t = Statements.next_cut e el st -> stuck e el st ->
  count (fun i => i.-1 < Statements.next_cut e el st) (el s) = upto t (if s then P else M).
Proof.
move=> et st0; have t0 : 0 < Statements.next_cut e el st.
  by move: st0; rewrite /stuck /Statements.next_cut; case: ifP => // _; case: ifP => // _; lia.
rewrite /upto et /el; move: (Statements.next_cut _ _ _) t0 => k k0.
by apply: eq_count => i /=; lia.
Qed.

Lemma after_cutE c st t sg : leaves c st -> stuck e el st ->
  N.to_nat t = Statements.next_cut e el st ->
  exists c' st', [/\ c' \in CK.after_cut u v t c, leaves c' st' & below (serve e el st sg) st'].
Proof.
move=> [-> a b] w et; rewrite /serve !(uptoE _ et w) /= /served /below /= /CK.after_cut /= !passE // !at_cutE //.
have hP : upto t P <= size P by rewrite /upto -(size_map N.to_nat P) count_size.
have hM : upto t M <= size M by rewrite /upto -(size_map N.to_nat M) count_size.
set a' := maxn st.1 (minn (st.1 + u) (upto t P)); set b' := maxn st.2 (minn (st.2 + v) (upto t M)).
have a'P : a' <= size P by rewrite /a'; lia.
have b'M : b' <= size M by rewrite /b'; lia.
have in1 (x : CK.state) : x \in [:: x] by rewrite inE.
have L i j : i <= size P -> j <= size M -> leaves (drop i P, drop j M) (i, j) by [].
case: ifP => hA; case: ifP => hB.
- case: sg.
    exists (drop a'.+1 P, drop b' M), (a'.+1, b'); split; [by rewrite inE eqxx | by apply: L; lia |].
    by rewrite /= /a' /b'; lia.
  exists (drop a' P, drop b'.+1 M), (a', b'.+1); split; [by rewrite !inE eqxx orbT | by apply: L; lia |].
  by rewrite /= /a' /b'; lia.
- exists (drop a'.+1 P, drop b' M), (a'.+1, b'); split=> //; first by apply: L; lia.
  by move: hA hB; rewrite /= /a' /b'; case: sg; lia.
- exists (drop a' P, drop b'.+1 M), (a', b'.+1); split=> //; first by apply: L; lia.
  by move: hA hB; rewrite /= /a' /b'; case: sg; lia.
exists (drop a' P, drop b' M), (a', b'); split=> //.
by move: hA hB; rewrite /= /a' /b'; case: sg; lia.
Qed.

(* ---- the states that are kept ---- *)
Definition exceeds c' c : bool := CK.not_longer c'.1 c.1 && CK.not_longer c'.2 c.2.
Definition covered (cs : seq CK.state) c : Prop := exists2 c', c' \in cs & exceeds c' c.

Lemma exceeds_below c c' st st' : leaves c st -> leaves c' st' -> exceeds c' c -> below st st'.
Proof.
move=> [-> a b] [-> a' b'] /andP[/= h1 h2].
by rewrite /below (not_longerE sP a a' h1) (not_longerE sM b b' h2).
Qed.

Lemma reachedE c cs : CK.reached c cs = has (exceeds^~ c) cs.
Proof. by elim: cs => //= c' cs ->; rewrite /exceeds; case: ifP => //= _; case: ifP. Qed.

Lemma add_mem cs c c' : c' \in cs -> c' \in CK.add cs c.
Proof. by rewrite /CK.add; case: ifP => // _ h; rewrite inE h orbT. Qed.
Lemma add_covered cs c : covered (CK.add cs c) c.
Proof.
rewrite /CK.add reachedE; case: ifP => [/hasP //|_]; exists c; first exact: mem_head.
by rewrite /exceeds !not_longer_refl.
Qed.
Lemma add_from cs c c' : c' \in CK.add cs c -> c' = c \/ c' \in cs.
Proof. by rewrite /CK.add; case: ifP => _; [right | rewrite inE => /orP[/eqP|]; [left | right]]. Qed.

Lemma adds_mem news cs c : c \in cs -> c \in List.fold_left CK.add news cs.
Proof. by elim: news cs => //= n news IH cs h; apply: IH; exact: add_mem. Qed.
Lemma adds_covered news cs c : c \in news -> covered (List.fold_left CK.add news cs) c.
Proof.
elim: news cs => //= n news IH cs; rewrite inE => /orP[/eqP ->|]; last exact: IH.
by have [c' h1 h2] := add_covered cs n; exists c' => //; exact: adds_mem.
Qed.
Lemma adds_from news cs c : c \in List.fold_left CK.add news cs -> c \in news \/ c \in cs.
Proof.
elim: news cs => [|n news IH] cs /=; first by right.
case/IH => [h|/add_from [->|h]]; [by left; rewrite inE h orbT | by left; exact: mem_head | by right].
Qed.

Lemma roundE cs done cs' : CK.round u v cs done = Some cs' ->
  [/\ {subset done <= cs'},
   forall c, c \in cs -> exists2 t, CK.next_cut u v c = Some t &
     forall c', c' \in CK.after_cut u v t c -> covered cs' c' &
   forall c', c' \in cs' -> c' \in done \/ exists c t,
     [/\ c \in cs, CK.next_cut u v c = Some t & c' \in CK.after_cut u v t c]].
Proof.
elim: cs done => [|c cs IH] done /=; first by case=> <-; split=> // c'; left.
case E: CK.next_cut => [t|] // /IH [sub cov from]; split.
- by move=> c' h; apply: sub; exact: adds_mem.
- move=> c0; rewrite inE => /orP[/eqP ->|]; last exact: cov.
  by exists t => // c' /(adds_covered done) [c1 h1 h2]; exists c1 => //; exact: sub.
move=> c' /from [/adds_from [h|h]|[c0 [t0 [h1 h2 h3]]]]; [| by left |]; right.
  by exists c, t; rewrite mem_head.
by exists c0, t0; rewrite inE h1 orbT.
Qed.

Lemma not_stuck c st : leaves c st -> ~~ stuck e el st -> CK.next_cut u v c = None.
Proof.
move=> [-> a b]; rewrite /CK.next_cut /= !skipE !drop_drop negb_or /waiting /served /e /el !size_map.
by rewrite -!leqNgt => /andP[h1 h2]; rewrite !drop_oversize // addnC.
Qed.

Lemma next_cut_stuck c st t : leaves c st -> CK.next_cut u v c = Some t -> stuck e el st.
Proof. by move=> l h; apply/negPn/negP => /(not_stuck l); rewrite h. Qed.

Lemma after_cut_leaves c st t c' : leaves c st -> c' \in CK.after_cut u v t c ->
  exists st', leaves c' st'.
Proof.
move=> [-> a b]; rewrite /CK.after_cut /= !passE // !at_cutE //.
set a' := maxn _ _; set b' := maxn _ _.
have L i j : leaves (drop i P, drop j M) (minn i (size P), minn j (size M)).
  split=> /=; try exact: geq_minr; congr pair.
    by case: (leqP i (size P)) => // h; rewrite drop_oversize ?drop_size // ltnW.
  by case: (leqP j (size M)) => // h; rewrite drop_oversize ?drop_size // ltnW.
case: ifP => _; case: ifP => _; rewrite !inE; first by case/orP => /eqP ->; eexists; exact: L.
all: by move/eqP => ->; eexists; exact: L.
Qed.

Theorem cuts_serve_complete n cs c st : (forall c', c' \in cs -> exists st', leaves c' st') ->
  c \in cs -> leaves c st -> enough_cuts e el n st -> CK.cuts_serve n u v cs.
Proof.
elim: n cs c st => [|n IH] cs c st val cin lv ec.
  rewrite /=; case E: CK.round => [cs'|] //; have [_ /(_ c cin) [t ct _] _] := roundE E.
  by have := next_cut_stuck lv ct; move: ec; rewrite /= orbF -negb_or -/(stuck e el st) => /negbTE ->.
rewrite /=; case E: CK.round => [cs'|] //; have [_ /(_ c cin) [t ct cov] from] := roundE E.
have w := next_cut_stuck lv ct; have [t' ct' et] := next_cutE lv w.
have {ct'} tt : t' = t by move: ct'; rewrite ct => -[].
move: ec; rewrite /= -negb_or -/(stuck e el st) w /= => ec.
have [sg {}ec] : exists sg, enough_cuts e el n (serve e el st sg).
  by case/orP: ec; [exists true | exists false].
rewrite tt in et; have [c1 [st1 [in1 lv1 b1]]] := after_cutE sg lv w et.
have [c2 in2 ex] := cov _ in1.
have val' c' : c' \in cs' -> exists st', leaves c' st'.
  move=> /from [//|[c0 [t0 [h1 _ h3]]]]; have [st0 l0] := val _ h1.
  exact: after_cut_leaves l0 h3.
have [st2 lv2] := val' _ in2; apply: (IH cs' c2 st2) => //.
apply: enough_below (exceeds_below lv1 lv2 ex) _; first exact: el_sorted.
by apply: enough_below b1 ec; exact: el_sorted.
Qed.
End Cuts.
