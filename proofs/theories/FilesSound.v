(* External samples are those of the files that a certificate binds, one after the other: the
   statements of CheckerStatements.v on files. *)
From Coq Require Import QArith NArith String.
From mathcomp Require Import all_ssreflect.
From FTCert Require Import Certificate Specification ReadBody ReadData CheckInterpolation CheckFile CheckSpecifiedFile.
From FTCert Require Import LineSound CheckerStatements.
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

Section Files.
Variables (A : Type) (read_in : N -> string -> result (seq A)) (fs : seq supplied_file).

Lemma part_samples_ok p l : part_samples read_in fs p = Ok l -> exists f,
  [/\ List.In f fs, digest_of f = data_digest p, data_format p = Csv, read_in (part_line p) (bytes_of f) = Ok l &
      forall n, part_count p = Some n -> size l = N.to_nat n].
Proof.
rewrite /part_samples /supplied_for; case k: data_format => //; case E: List.find => [f|//].
have [at_f e] := List.find_some _ _ E.
move=> /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [ss rd /(@bind_ok _ _ _ _ _) [[] num [<-]]]].
exists f; split=> //; first by apply/String.eqb_eq.
by move=> n c; move: num; rewrite c => /require_ok /N.eqb_eq <-; rewrite Evaluation.sizeN_eq Nat2N.id.
Qed.

Lemma samples_of_parts_ok ps ss : samples_of_parts read_in fs ps = Ok ss ->
  exists of_parts, ss = flatten of_parts /\
  List.Forall2 (fun p l => exists f,
    [/\ List.In f fs, digest_of f = data_digest p, data_format p = Csv, read_in (part_line p) (bytes_of f) = Ok l &
        forall n, part_count p = Some n -> size l = N.to_nat n]) ps of_parts.
Proof.
elim: ps ss => [|p ps IH] ss /=; first by move=> [<-]; exists [::].
move=> /(@bind_ok _ _ _ _ _) [l /part_samples_ok ok /(@bind_ok _ _ _ _ _) [more /IH [ls [-> oks]] [<-]]].
by exists (l :: ls); split=> //; apply: List.Forall2_cons.
Qed.

Lemma samples_of_files_ok b d ss : samples_of_files read_in b d fs = Ok ss -> from_files read_in d fs ss.
Proof.
move=> /(@bind_ok _ _ _ _ _) [[] /all_bound_ok bound /(@bind_ok _ _ _ _ _) [[] _ /samples_of_parts_ok ok]].
by split.
Qed.
End Files.

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
