(* Two preparations for SignsCuts.v.  In the scan of Statements a state that has
   served more is never worse, and n cuts serve only so many elements.  The lists
   of CountKinks are what the scan leaves of its elements. *)
From Coq Require NArith.
From Coq Require Import BinNat Nnat.
From mathcomp Require Import all_ssreflect zify.
From FTCert Require Import Statements.
From FTCert Require CountKinks.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Module CK := CountKinks.

(* ---- the scan of Statements ---- *)
Section Scan.
Variables (e : bool -> nat) (el : bool -> seq nat).
Hypothesis el_sorted : forall s, sorted ltn (el s).
Implicit Types st : nat * nat.

Definition below st st' : bool := (st.1 <= st'.1) && (st.2 <= st'.2).
Definition stuck st : bool := waiting e el st true || waiting e el st false.

Lemma below_served st st' s : below st st' -> served st s <= served st' s.
Proof. by case: s => /andP[]. Qed.

Lemma waiting_below st st' s : below st st' -> waiting e el st' s -> waiting e el st s.
Proof. by move=> /(below_served s) h; rewrite /waiting => w; lia. Qed.

Lemma stuck_below st st' : below st st' -> stuck st' -> stuck st.
Proof. by move=> b /orP[] /(waiting_below b) w; rewrite /stuck w ?orbT. Qed.

Lemma next_cut_below st st' : below st st' -> stuck st' -> next_cut e el st <= next_cut e el st'.
Proof.
move=> b; have mono s : waiting e el st' s ->
    nth 0 (el s) (served st s + e s) <= nth 0 (el s) (served st' s + e s).
  move=> w; have := below_served s b; rewrite leq_eqVlt => /orP[/eqP -> //|lt].
  apply: ltnW; apply: (sorted_ltn_nth ltn_trans 0 (el_sorted s)); rewrite ?inE ?ltn_add2r //.
  by move: w; rewrite /waiting; lia.
rewrite /stuck /next_cut; have mt := mono true; have mf := mono false.
have wt := @waiting_below _ _ true b; have wf := @waiting_below _ _ false b.
case: (waiting e el st' true) mt wt => mt wt; case: (waiting e el st' false) mf wf => mf wf //= _.
- by rewrite wt // wf //=; have := mt isT; have := mf isT; rewrite /served; lia.
- by rewrite wt //=; have := mt isT; rewrite /served; case: ifP => _; lia.
- by rewrite wf //=; have := mf isT; rewrite /served; case: ifP => _; lia.
Qed.

Lemma serve_below st st' sg : below st st' -> stuck st' ->
  below (serve e el st sg) (serve e el st' sg).
Proof.
move=> b w; have t := next_cut_below b w; case/andP: (b) => b1 b2.
have c s : count (fun i => i.-1 < next_cut e el st) (el s) <=
    count (fun i => i.-1 < next_cut e el st') (el s).
  by apply: sub_count => i /= h; apply: leq_trans h t.
have := c true; have := c false; rewrite /below /serve /=; lia.
Qed.

Lemma enough_below n st st' : below st st' -> enough_cuts e el n st -> enough_cuts e el n st'.
Proof.
elim: n st st' => [|n IH] st st' b /=.
  rewrite !orbF -!negb_or -!/(stuck _); apply: contra; exact: stuck_below.
rewrite -!negb_or -!/(stuck _) => /orP[h|h].
  by rewrite (contra (stuck_below b) h).
case: (boolP (stuck st')) => //= w; case/orP: h => h; apply/orP; [left | right];
  by apply: IH h; exact: serve_below.
Qed.

Lemma enough_more n m st : n <= m -> enough_cuts e el n st -> enough_cuts e el m st.
Proof.
elim: n m st => [|n IH] [|m] st //= nm; first by rewrite orbF => ->.
by case/orP => [-> //|/orP[] /IH h]; rewrite h ?orbT.
Qed.

(* n cuts and n + 1 cells serve no more than this *)
Lemma enough_count n st s : enough_cuts e el n st ->
  size (el s) <= served st s + n * (e s).+1 + e s.
Proof.
elim: n st => [|n IH] st /=.
  by rewrite orbF /waiting; case: (s); case/andP; lia.
case/orP => [|/orP[] /IH]; first by rewrite /waiting; case: (s); case/andP; lia.
  by case: (s); rewrite /serve /= mulSn; lia.
by case: (s); rewrite /serve /= mulSn; lia.
Qed.

Lemma enough_count2 n st : enough_cuts e el n st ->
  size (el true) + size (el false) <=
  st.1 + st.2 + n * (e true + e false).+1 + (e true + e false).
Proof.
elim: n st => [|n IH] st /=; first by rewrite orbF /waiting; case/andP; rewrite /served; lia.
case/orP => [|/orP[] /IH]; first by rewrite /waiting /served; case/andP; lia.
  by rewrite /serve /= mulSn; lia.
by rewrite /serve /= mulSn; lia.
Qed.
End Scan.

Lemma enough_ext (e e' : bool -> nat) (el el' : bool -> seq nat) n st : e =1 e' -> el =1 el' ->
  enough_cuts e el n st = enough_cuts e' el' n st.
Proof.
move=> he hl.
have w t s : waiting e el t s = waiting e' el' t s by rewrite /waiting he hl.
have c t : next_cut e el t = next_cut e' el' t by rewrite /next_cut !w !he !hl.
have sv t sg : serve e el t sg = serve e' el' t sg by rewrite /serve c !he !hl.
by elim: n st => [|n IH] st /=; rewrite !w // !sv !IH.
Qed.

(* ---- increasing positions, as N and as nat ---- *)
Definition nats (l : seq N) : seq nat := map N.to_nat l.
Definition upto (t : N) (l : seq N) : nat := count (fun i => i <= N.to_nat t) (nats l).

Lemma lead (t : nat) (m : seq nat) a : sorted ltn m -> a < size m ->
  (nth 0 m a <= t) = (a < count (fun i => i <= t) m).
Proof.
elim: m a => // x m IH a srt; have srt' := path_sorted srt.
have big : all (ltn x) m := order_path_min ltn_trans srt.
have none : t < x -> count (fun i => i <= t) m = 0.
  move=> xt; apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => y /(allP big) /= xy.
  by rewrite -ltnNge; exact: ltn_trans xy.
case: a => [|a] /= am; case: (leqP x t) => xt.
- by [].
- by rewrite none.
- by rewrite IH.
by rewrite IH // none.
Qed.

Lemma skipE n (l : seq N) : CK.skip n l = drop n l.
Proof. by elim: n l => [|n IH] [|x l] /=. Qed.

(* the rest of a list is empty or begins with the mark at its place *)
Lemma drop_cases k (l : seq N) : (drop k l = [::] /\ size l <= k) \/
  (drop k l = nth 0%num l k :: drop k.+1 l /\ k < size l).
Proof.
by case: (leqP (size l) k) => h; [left; rewrite drop_oversize | right; rewrite (drop_nth 0%num h)].
Qed.

Lemma lead_N t l a : sorted ltn (nats l) -> a < size l ->
  (nth 0%num l a <=? t)%num = (a < upto t l).
Proof.
move=> srt al; rewrite /upto -lead ?size_map // (nth_map 0%num) //.
by case: N.leb_spec; lia.
Qed.

Lemma passE u t l a : sorted ltn (nats l) ->
  CK.pass u t (drop a l) = drop (maxn a (minn (a + u) (upto t l))) l.
Proof.
move=> srt; elim: u a => [|u IH] a /=; first by rewrite addn0; congr drop; lia.
have [[e1 le]|[e1 lt]] := drop_cases a l; rewrite e1.
  by rewrite drop_oversize //; lia.
rewrite lead_N //; case: ltnP => h; first by rewrite IH; congr drop; lia.
by rewrite -e1; congr drop; lia.
Qed.

Lemma at_cutE t l a : sorted ltn (nats l) ->
  CK.at_cut t (drop a l) = if (a < size l) && (a < upto t l) then Some (drop a.+1 l) else None.
Proof.
move=> srt; have [[-> le]|[-> lt]] := drop_cases a l; first by rewrite /= ltnNge le.
by rewrite /= lead_N // lt.
Qed.

Lemma not_longerE l a b : sorted ltn (nats l) -> a <= size l -> b <= size l ->
  CK.not_longer (drop b l) (drop a l) -> a <= b.
Proof.
move=> srt al bl; have [[-> le]|[-> lt]] := drop_cases b l; first by move=> _; lia.
have [[-> le]|[-> lt']] //= := drop_cases a l.
move=> /N.leb_le h; rewrite leqNgt; apply/negP => ba.
have : nth 0 (nats l) b < nth 0 (nats l) a.
  by apply: (sorted_ltn_nth ltn_trans 0 srt) => //; rewrite inE size_map.
by rewrite !(nth_map 0%num) //; lia.
Qed.

Lemma not_longer_refl l : CK.not_longer l l.
Proof. by case: l => //= x l; apply/N.leb_le; lia. Qed.
