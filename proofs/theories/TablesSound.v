(* Tables: the rows that samples are read from, and other delimiters; the statements of SourceStatements.v on these. *)
From Coq Require Import QArith NArith Ascii String.
From mathcomp Require Import all_ssreflect.
From FTCert Require Show.
From FTCert Require Import Certificate Words ReadBody Csv ReadData CheckInterpolation LineSound SourceStatements.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* ---- rows ---- *)
Lemma map_result_from_ok A B (f : A -> result B) l acc m : map_result_from f l acc = Ok m ->
  exists m', m = (List.rev acc ++ m')%list /\ List.Forall2 (fun a b => f a = Ok b) l m'.
Proof.
elim: l acc => [|a l IH] acc /=.
  by move=> [<-]; exists [::]; rewrite List.rev_append_rev !List.app_nil_r.
case E: (f a) => [b|//] /IH [m' [-> ok]]; exists (b :: m'); split; last exact: List.Forall2_cons.
by rewrite /= -List.app_assoc.
Qed.
Lemma map_result_ok A B (f : A -> result B) l m : map_result f l = Ok m -> List.Forall2 (fun a b => f a = Ok b) l m.
Proof. by move=> /map_result_from_ok [m' [-> ok]]. Qed.

Lemma through A B C (g : A -> result B) (h : B -> result C) l m :
  List.Forall2 (fun a c => bind (g a) h = Ok c) l m ->
  exists js, List.Forall2 (fun j a => g a = Ok j) js l /\ List.Forall2 (fun j c => h j = Ok c) js m.
Proof.
elim=> [|a c l' m' + _ [js [h1 h2]]]; first by exists [::]; split; constructor.
by move=> /(@bind_ok _ _ _ _ _) [j e1 e2]; exists (j :: js); split; constructor.
Qed.

Lemma cut_from A n (l acc a b : seq A) : cut n l acc = (a, b) -> (List.rev acc ++ l)%list = (a ++ b)%list.
Proof.
elim: l n acc => [|x l IH] n acc /=.
  by move=> [<- <-]; rewrite List.rev_append_rev !List.app_nil_r.
case: n => [|k]; first by move=> [<- <-]; rewrite List.rev_append_rev List.app_nil_r.
by move=> /IH; rewrite /= -List.app_assoc.
Qed.
Lemma cut_all A n (l a b : seq A) : cut n l [::] = (a, b) -> l = (a ++ b)%list.
Proof. exact: cut_from. Qed.

Lemma paired_combine A B (l : seq A) (m : seq B) acc : paired l m acc = (List.rev acc ++ List.combine l m)%list.
Proof.
elim: l m acc => [|a l IH] [|b m] acc /=; rewrite ?List.rev_append_rev ?List.app_nil_r //.
by rewrite IH /= -List.app_assoc.
Qed.
Lemma over_pairs A B C (R : C -> A * B -> Prop) js l m : size l = size m ->
  List.Forall2 R js (List.combine l m) ->
  List.Forall2 (fun j a => exists b, R j (a, b)) js l /\ List.Forall2 (fun j b => exists a, R j (a, b)) js m.
Proof.
elim: l m js => [|a l IH] [|b m] js //=; first by move=> _ h; inversion h; split; constructor.
move=> [sz] h; inversion h as [|j ? js' ? r rs]; subst.
by have [h1 h2] := IH m js' sz rs; split; constructor=> //; [exists b|exists a].
Qed.
Lemma weaker A B (R S : A -> B -> Prop) l m : (forall a b, R a b -> S a b) -> List.Forall2 R l m -> List.Forall2 S l m.
Proof. by move=> w; elim=> [|a b l' m' h _ IH]; constructor=> //; exact: w. Qed.

Theorem joined_rows : rows_joined.
Proof.
move=> A d read_one data [t|] l.
  move=> /(@bind_ok _ _ _ _ _) [c ec /(@bind_ok _ _ _ _ _) [c' ec' /(@bind_ok _ _ _ _ _) [[] /require_ok /N.eqb_eq sz]]].
  move=> /map_result_ok /through [js [hj hl]]; exists js; split=> //; exists c, c'.
  have {}sz : size (rows_below c) = size (rows_below c').
    by apply: Nat2N.inj; move: sz; rewrite !Evaluation.sizeN_eq.
  move: hj; rewrite paired_combine => /(over_pairs sz) [h1 h2]; split=> //; [move: h1 | move: h2].
    apply: weaker => j r [r']; rewrite /joined_in => /(@bind_ok _ _ _ _ _) [cs e1 /(@bind_ok _ _ _ _ _) [ys e2]].
    by case E: cut => [xs fs] [<-] /=; rewrite e1 (cut_all E).
  apply: weaker => j r' [r]; rewrite /joined_in => /(@bind_ok _ _ _ _ _) [cs e1 /(@bind_ok _ _ _ _ _) [ys e2]].
  by case E: cut => [xs fs] [<-] /=; rewrite e2.
move=> /(@bind_ok _ _ _ _ _) [c ec /map_result_ok /through [js [hj hl]]]; exists js; split=> //; exists c => //.
apply: weaker hj => j r; rewrite /alone_in => /(@bind_ok _ _ _ _ _) [cs e1].
case E: cut => [xs more]; case E': cut => [ys fs] [<-] /=.
by rewrite e1 (cut_all E) (cut_all E').
Qed.

(* ---- delimiters ---- *)
Section Exchange.
Variables a b : ascii.
Notation E := (exchanged a b).
Notation X := (exchanged_all a b).

Lemma exchanged_twice c : E (E c) = c.
Proof.
rewrite /exchanged; case: (Ascii.eqb_spec c a) => [->|na].
  by case: (Ascii.eqb_spec b a) => [-> //|nb]; rewrite Ascii.eqb_refl.
case: (Ascii.eqb_spec c b) => [->|nb]; first by rewrite Ascii.eqb_refl.
by rewrite (proj2 (Ascii.eqb_neq c a) na) (proj2 (Ascii.eqb_neq c b) nb).
Qed.
Lemma exchanged_all_twice s : X (X s) = s.
Proof. by elim: s => //= c s ->; rewrite exchanged_twice. Qed.
Lemma exchanged_b c : Ascii.eqb (E c) b = Ascii.eqb c a.
Proof.
rewrite /exchanged; case: (Ascii.eqb_spec c a) => [_|na]; first exact: Ascii.eqb_refl.
case: (Ascii.eqb_spec c b) => [e|nb]; last exact/Ascii.eqb_neq.
by apply/Ascii.eqb_neq => ab; apply: na; rewrite e ab.
Qed.
Lemma exchanged_other c z : z <> a -> z <> b -> Ascii.eqb (E c) z = Ascii.eqb c z.
Proof.
move=> za zb; rewrite /exchanged; case: (Ascii.eqb_spec c a) => [->|na].
  by rewrite !(proj2 (Ascii.eqb_neq _ z)) //; exact: nesym.
by case: (Ascii.eqb_spec c b) => [->|nb] //; rewrite !(proj2 (Ascii.eqb_neq _ z)) //; exact: nesym.
Qed.
Lemma exchanged_onto s t : X (rev_onto s t) = rev_onto (X s) (X t).
Proof. by elim: s t => //= c s IH t; rewrite IH. Qed.
Lemma exchanged_reversed s : X (reversed s) = reversed (X s).
Proof. exact: exchanged_onto. Qed.

Variables blank blank' : ascii -> bool.
Hypothesis blanks_match : forall c, blank' (E c) = blank c.
Hypotheses (a_other : forall z, z = quote \/ z = line_feed \/ z = carriage_return \/ z = zero -> z <> a)
           (b_other : forall z, z = quote \/ z = line_feed \/ z = carriage_return \/ z = zero -> z <> b).

Lemma exchanged_blanks s : X (drop_blanks blank s) = drop_blanks blank' (X s).
Proof. by elim: s => //= c s IH; rewrite blanks_match; case: blank. Qed.
Lemma exchanged_cell q s : X (cell_of blank q s) = cell_of blank' q (X s).
Proof.
rewrite /cell_of /trimmed; case: q; first exact: exchanged_reversed.
by rewrite exchanged_blanks exchanged_reversed exchanged_blanks.
Qed.
Notation XR := (fun x : csv_row => (x.1, map X x.2)).
Lemma map_rev_append A B (f : A -> B) l m : map f (List.rev_append l m) = List.rev_append (map f l) (map f m).
Proof. by elim: l m => //= x l IH m; rewrite IH. Qed.
Lemma exchanged_row start e cells rows :
  map XR (close_row start e cells rows) = close_row start e (map X cells) (map XR rows).
Proof. by rewrite /close_row; case: e => //=; rewrite map_rev_append. Qed.
Lemma exchanged_rows_twice rows : [seq XR x | x <- [seq XR x | x <- rows]] = rows.
Proof.
elim: rows => //= -[n cells] rows -> /=; congr ((_, _) :: _).
by elim: cells => //= c cells ->; rewrite exchanged_all_twice.
Qed.
Lemma result_exchanged rows : Ok rows = exchanged_rows a b (Ok (map XR rows)).
Proof. by rewrite /= exchanged_rows_twice. Qed.

Local Arguments close_row : simpl never.
Lemma scan_exchanged s p q acc cells rows line start :
  scan a blank s p q acc cells rows line start =
  exchanged_rows a b (scan b blank' (X s) p q (X acc) (map X cells) (map XR rows) line start).
Proof.
have nq c : Ascii.eqb (E c) quote = Ascii.eqb c quote by apply: exchanged_other; [apply: a_other | apply: b_other]; tauto.
have nl c : Ascii.eqb (E c) line_feed = Ascii.eqb c line_feed by apply: exchanged_other; [apply: a_other | apply: b_other]; tauto.
have nr c : Ascii.eqb (E c) carriage_return = Ascii.eqb c carriage_return
  by apply: exchanged_other; [apply: a_other | apply: b_other]; tauto.
have nz c : Ascii.eqb (E c) zero = Ascii.eqb c zero by apply: exchanged_other; [apply: a_other | apply: b_other]; tauto.
elim: s p q acc cells rows line start => [|c s IH] p q acc cells rows line start.
  case: p; cbn [scan exchanged_all] => //; rewrite result_exchanged map_rev_append exchanged_row.
  - by case: cells.
  - by rewrite /= exchanged_cell.
  - by rewrite /= exchanged_cell.
cbn [scan exchanged_all]; rewrite nz nq nl nr exchanged_b.
case: (Ascii.eqb c zero) => //.
case: p; rewrite ?IH /=.
all: case eq_q: (Ascii.eqb c quote); case eq_l: (Ascii.eqb c line_feed); case eq_r: (Ascii.eqb c carriage_return);
  case eq_a: (Ascii.eqb c a); rewrite ?IH /= ?exchanged_row /= ?exchanged_cell //.
all: by move: cells acc => [|? ?] [|? ?]; rewrite /close_row /= ?map_rev_append /= ?exchanged_cell.
Qed.
End Exchange.

(* the bytes that mean something else in a table, and those that may stand before one *)
Definition special : seq ascii := [:: quote; line_feed; carriage_return; zero; ascii_of_N 239; ascii_of_N 187; ascii_of_N 191].
Lemma separators_apart c : may_separate c -> forall z, List.In z special -> z <> c.
Proof.
have := Show.every_ascii_holds (fun c => negb (may_separate c) || List.forallb (fun z => negb (Ascii.eqb z c)) special).
move=> /(_ ltac:(vm_compute; reflexivity) c) + sep; rewrite sep orFb => h z zin e.
by have := proj1 (List.forallb_forall _ _) h z zin; rewrite e Ascii.eqb_refl.
Qed.
Lemma comma_apart z : List.In z special -> z <> ","%char.
Proof. by do 7 case=> [<- //|]. Qed.
Lemma strip_exchanged a b s : (forall z, List.In z special -> z <> a) -> (forall z, List.In z special -> z <> b) ->
  strip byte_order_mark (exchanged_all a b s) = option_map (exchanged_all a b) (strip byte_order_mark s).
Proof.
move=> na nb.
have one z t u : List.In z special -> (forall v, strip t (exchanged_all a b v) = option_map (exchanged_all a b) (strip t v)) ->
    strip (String z t) (exchanged_all a b u) = option_map (exchanged_all a b) (strip (String z t) u).
  move=> zin h; case: u => [|c u] //=; rewrite ![Ascii.eqb z _]Ascii.eqb_sym (exchanged_other c (na z zin) (nb z zin)).
  by case: Ascii.eqb.
have i1 : List.In (ascii_of_N 239) special by do 4 right; left.
have i2 : List.In (ascii_of_N 187) special by do 5 right; left.
have i3 : List.In (ascii_of_N 191) special by do 6 right; left.
have h1 u := one (ascii_of_N 191) EmptyString u i3 (fun v => erefl).
have h2 u := one (ascii_of_N 187) _ u i2 h1.
exact: (one (ascii_of_N 239) _ s i1 h2).
Qed.
Lemma blanks_exchanged a c : may_separate a -> blanks a (exchanged a "," c) = blanks a c.
Proof.
move=> sep; have := Show.every_ascii_holds (fun a => negb (may_separate a) ||
  Show.every_ascii (fun c => Bool.eqb (blanks a (exchanged a "," c)) (blanks a c))).
move=> /(_ ltac:(vm_compute; reflexivity) a); rewrite sep /= => h.
by apply/Bool.eqb_prop; exact: (Show.every_ascii_holds _ h).
Qed.

Theorem exchanged_delimiters : delimiters_exchanged.
Proof.
move=> a bytes sep; split; last first.
  by move=> nt c; rewrite /blanks (proj2 (Ascii.eqb_neq a tab) nt).
rewrite /csv_rows /rows_between strip_exchanged; first last.
- exact: comma_apart.
- exact: separators_apart.
have sub z : z = quote \/ z = line_feed \/ z = carriage_return \/ z = zero -> List.In z special.
  by case=> [->|[->|[->|->]]]; [left | right; left | do 2 right; left | do 3 right; left].
have ex s := @scan_exchanged a "," (blanks a) (blanks a) (fun c => blanks_exchanged c sep)
  (fun z h => separators_apart sep (sub z h)) (fun z h => comma_apart (sub z h)) s.
by case: strip => [s|] /=; rewrite ex.
Qed.
