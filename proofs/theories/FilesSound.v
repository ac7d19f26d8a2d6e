(* External samples are those of the files that a certificate binds, one after the other: the
   statements of CheckerStatements.v on files. *)
From Coq Require Import QArith NArith String.
From mathcomp Require Import all_ssreflect.
From FTCert Require Import Certificate Specification ReadData CheckInterpolation CheckFile CheckSpecifiedFile.
From FTCert Require Import LineSound CheckerStatements SourceStatements.
From FTCert Require ReadSpecifiedData.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Lemma all_bound_ok at_ ps fs : all_bound at_ ps fs = Ok tt ->
  forall f, List.In f fs -> exists p, List.In p ps /\ digest_of f = data_digest p.
Proof.
elim: fs => //= g fs IH /(@bind_ok _ _ _ _ _) [[] /require_ok /List.existsb_exists [p [at_p e]] /IH ok] f [<-|/ok //].
by exists p; split=> //; apply/String.eqb_eq.
Qed.

Lemma table_ofP what p f t : table_of what p f = Ok t -> digest_of f = data_digest p -> read_as what p f t.
Proof.
by rewrite /table_of; case k: data_format => [c| |] // /(@bind_ok _ _ _ _ _) [[] _ [<-]] e; split=> //; exists c.
Qed.

Section Parts.
Variables (A : Type) (read_in : table -> result (seq A)) (fs : seq supplied_file).

Definition read_part (p : data_part) (l : seq A) : Prop := exists f t,
  [/\ List.In f fs, read_as "data" p f t, read_in t = Ok l & forall n, part_count p = Some n -> size l = N.to_nat n].
Lemma part_samples_ok p l : part_samples read_in fs p = Ok l -> read_part p l.
Proof.
rewrite /part_samples /supplied_for; case E: List.find => [f|//]; have [at_f /String.eqb_eq e] := List.find_some _ _ E.
move=> /(@bind_ok _ _ _ _ _) [t /table_ofP /(_ e) as_t /(@bind_ok _ _ _ _ _) [ss rd /(@bind_ok _ _ _ _ _) [[] num [<-]]]].
exists f, t; split=> // n c; move: num; rewrite c => /require_ok /N.eqb_eq <-.
by rewrite Evaluation.sizeN_eq Nat2N.id.
Qed.
Lemma samples_of_parts_ok ps ss : samples_of_parts read_in fs ps = Ok ss ->
  exists of_parts, ss = flatten of_parts /\ List.Forall2 read_part ps of_parts.
Proof.
elim: ps ss => [|p ps IH] ss /=; first by move=> [<-]; exists [::].
move=> /(@bind_ok _ _ _ _ _) [l /part_samples_ok ok /(@bind_ok _ _ _ _ _) [more /IH [ls [-> oks]] [<-]]].
by exists (l :: ls); split=> //; apply: List.Forall2_cons.
Qed.
End Parts.

Lemma samples_of_files_ok A (read_in : table -> option table -> result (seq A)) b d tables ss :
  samples_of_files read_in b d tables = Ok ss -> from_files read_in d tables ss.
Proof.
move=> /(@bind_ok _ _ _ _ _) [[] /all_bound_ok bound /(@bind_ok _ _ _ _ _) [[] lab]].
move=> /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [labelling lt /samples_of_parts_ok ok]].
split=> //; exists labelling; split=> //; move: lab lt {ok}; rewrite /labels_bound /labels_table.
case: labels_file => [p|]; case: labels_supplied => [f|] //; last by move=> _ [<-].
move=> /require_ok /String.eqb_eq e /(@bind_ok _ _ _ _ _) [t /table_ofP /(_ e) as_t [<-]]; exact: as_t.
Qed.

Theorem labelled_from_files : external_samples.
Proof.
move=> limit bytes fs m p c ss [_ + _ _ _] b ext; rewrite -/b ext /the_samples ext.
case E: data => [d|//] /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [ss' ok]]].
move=> /(@bind_ok _ _ _ _ _) [[] _ [<-]].
by exists d, ss'; split=> //; apply: samples_of_files_ok ok.
Qed.
Theorem specified_from_files : external_specified_samples.
Proof.
move=> limit bytes fs m p c ss [_ + _ _ _] b ext; rewrite -/b ext /the_specified_samples -/b ext.
case E: data => [d|//] /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [ss' ok]]].
move=> /(@bind_ok _ _ _ _ _) [[] _ [<-]].
by exists d, ss'; split=> //; [apply: samples_of_files_ok ok | rewrite Evaluation.tail_map_eq].
Qed.

Theorem files_of_models : model_files.
Proof.
have ok b f : check_model_file b (Some f) = Ok tt -> exists m, model b = Some m /\ model_found f = model_digest m /\
    forall x, List.In x (externals m) -> external_found f (external_name x) = Some (external_digest x).
  rewrite /check_model_file; case: model => [m|] // /(@bind_ok _ _ _ _ _) [[] /require_ok /String.eqb_eq e xs].
  exists m; split=> //; split=> //; elim: (externals m) xs => // x l IH.
  rewrite /=; case E: external_found => [y|] // /(@bind_ok _ _ _ _ _) [[] /require_ok /String.eqb_eq ey /IH all] z [<-|/all //].
  by rewrite E ey.
by move=> limit bytes tables f p; split=> c ss [_ _ _ [] /ok].
Qed.
