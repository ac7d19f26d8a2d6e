(* The limit of work: what is accepted is within it, and what is above it is refused
   before anything is evaluated. *)
From Coq Require Import QArith NArith String.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import Certificate Specification Reader ReadCertificate CheckSamples CheckInterpolation CheckSpecification CheckBound Compose CheckExecution Work.
From FTCert Require Import CheckFile CheckSpecifiedFile Verdict VerdictLines.
From FTCert Require Import LineSound CheckerStatements VerdictSound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Lemma check_claim_within most c ss : check_claim (Some most) c ss = Ok tt -> (work_of c ss <= most)%num.
Proof.
case: c => x; last 1 first.
- move=> /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [[] ok _]]].
  exact: within_ok ok erefl.
- move=> /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [[] ok _]]].
  exact: within_ok ok erefl.
move=> /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [[] ok _]]].
exact: within_ok ok erefl.
Qed.

Lemma bindE A B (a : A) (f : A -> result B) : bind (Ok a) f = f a.
Proof. by []. Qed.
Lemma check_claim_above most c ss : check_before_files c = Ok tt -> check_samples (body_of c) ss = Ok tt ->
  (most < work_of c ss)%num -> exists l t, check_claim (Some most) c ss = fail 404 l t.
Proof.
rewrite /check_before_files /body_of /work_of /check_claim; case: c => x before distinct lt.
- have [t e] := @within_not most (Certificate.claim_line (int_body x)) [::] (fun _ => interpolation_work x ss) lt.
  by exists (Certificate.claim_line (int_body x)), t; rewrite /check_interpolation before bindE distinct bindE e.
- have [t e] := @within_not most (Certificate.claim_line (bound_body x)) [::] (fun _ => bound_work x ss) lt.
  by exists (Certificate.claim_line (bound_body x)), t; rewrite before bindE distinct bindE e.
have [t e] := @within_not most (Certificate.claim_line (exe_body x)) [::] (fun _ => execution_work x ss) lt.
by exists (Certificate.claim_line (exe_body x)), t; rewrite /check_execution before bindE distinct bindE e.
Qed.

(* with specifications *)
Lemma specified_within most c ss : check_specified_claim (Some most) c ss = Ok tt -> (specified_work c ss <= most)%num.
Proof.
move=> /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [[] ok _]]].
exact: within_ok ok erefl.
Qed.
Lemma specified_above most c ss : check_before_files (plain_of c) = Ok tt ->
  check_samples (specified_body c) (all_marked (outputs (specified_body c)) ss) = Ok tt ->
  (most < specified_work c ss)%num -> exists l t, check_specified_claim (Some most) c ss = fail 404 l t.
Proof.
move=> before distinct lt.
have [w e] := @within_not most (Certificate.claim_line (specified_body c)) [::] (fun _ => specified_work c ss) lt.
by exists (Certificate.claim_line (specified_body c)), w; rewrite /check_specified_claim before bindE distinct bindE e.
Qed.

Theorem accepted_within : within_limit.
Proof.
move=> most bytes d m p L M K N S printed; split.
- move=> /verified_kind [k] /answer_verified [v [ok _]].
  exists (verified v), (of_samples v); split; first exact: accepted_in ok.
  move: ok; rewrite /check_text /check_read => /(@bind_ok _ _ _ _ _) [c _ /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [ss _]]].
  move=> /(@bind_ok _ _ _ _ _) [[] ok /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] _]]].
  move=> /(@bind_ok _ _ _ _ _) [[] _ [<-]] /=; exact: check_claim_within ok.
move=> /specified_kind [k] /answer_specified [v [ok _]].
exists (checked v), (checked_samples v); split; first exact: accepted_specified ok.
move: ok; rewrite /check_specified_text /check_specified_read => /(@bind_ok _ _ _ _ _) [c _ /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [ss _]]].
move=> /(@bind_ok _ _ _ _ _) [[] ok /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] _]]].
move=> /(@bind_ok _ _ _ _ _) [[] _ [<-]] /=; exact: specified_within ok.
Qed.

Lemma refused f l t : f = Failure 404 l t ->
  status (refusal f) = 4%num /\ exists u, verdict_line (refusal f) = ("s NOT VERIFIED E404" ++ u)%string.
Proof. by move=> ->; split=> //; eexists; reflexivity. Qed.
Theorem refused_above : limit_refuses.
Proof.
move=> most bytes d m p c ss rd before sam distinct lt.
have [l [t e]] := check_claim_above before distinct lt.
move: rd; rewrite /answer /read_certificate; case: read_stated => [[c'|//]|//] [->].
by rewrite /check_read before /= sam /= e; exact: refused erefl.
Qed.
Theorem specified_refused_above : limit_refuses_specified.
Proof.
move=> most bytes d m p c ss rd before sam distinct lt.
have [l [t e]] := specified_above before distinct lt.
move: rd; rewrite /answer /read_specified; case: read_stated => [[//|c']|//] [->].
by rewrite /check_specified_read before /= sam /= e; exact: refused erefl.
Qed.
