(* What an accepted certificate with specifications claims holds over every ordered field. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning SpecificationMeaning SpecifiedExecutionMeaning.
From FTCert Require Import Certificate Specification Reader ReadCertificate CheckSamples CheckInterpolation CheckSpecification SpecificationChecked Compose CheckExecution CheckSpecifiedExecution.
From FTCert Require Import CheckFile CheckSpecifiedFile LineSound InterpolationSound SpecificationSound SpecifiedBoundSound SpecifiedExecutionSound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Definition specified_claim_holds (F : realFieldType) (c : specified_certificate) (ss : seq specified_sample) : Prop :=
  let b := specified_body c in let s := the_claim b in let t := terms_in c in
  let D := N.to_nat (dimension b) in let P := N.to_nat (outputs b) in
  let data := specified_data_of b ss in
  let L := N.to_nat (layers s) in let M := N.to_nat (neurons s) in
  let K := N.to_nat (samples s) in let N := N.to_nat (changed s) in let S := N.to_nat (specified_count t) in
  (forall d, List.In d data -> [/\ size (datum_point d) = D, size (datum_frozen d) = P &
     forall l, asked d = OfComponents l -> size l = P]) /\
  match c with
  | SpecifiedNetwork _ _ => specification_claim F D P (margin_of (the_terms t)) data L M K N S
  | SpecifiedBound _ _ _ => specified_bound_claim F D P (margin_of (the_terms t)) data L M K S
  | SpecifiedExecution _ e => exists2 f, program_in e = Some f &
      specified_execution_claim (model_format e) (g_format e) f (centre e) (network_of (exe_g e))
        D P (margin_of (the_terms t)) data L M K N S
  end.

Lemma touched_count (l : seq bool) : count id l = List.length (List.filter (fun b => b) l).
Proof. by elim: l => //= -[] l ->. Qed.

Lemma specified_execution_sound F t x ss : check_claim_execution x = Ok tt ->
  check_samples (exe_body x) (all_marked (outputs (exe_body x)) ss) = Ok tt ->
  check_specified_count (claim_line (exe_body x)) t ss = Ok tt -> check_specified_execution t x ss = Ok tt ->
  specified_claim_holds F (SpecifiedExecution t x) ss.
Proof.
move=> before sam cnt; move: (before); rewrite /check_claim_execution.
move=> /(@bind_ok _ _ _ _ _) [? /require_ok /N.eqb_eq hl /(@bind_ok _ _ _ _ _) [? /require_ok /N.eqb_eq hn]].
move=> /(@bind_ok _ _ _ _ _) [? /require_ok /N.eqb_eq hk /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [[] fro _]]].
rewrite /check_specified_execution; case E: (sum_of x) => [[f q]|] // /(@bind_ok _ _ _ _ _) [[] formats].
move=> /(@bind_ok _ _ _ _ _) [n /check_runs_from_ok [touched [acc en]] /require_ok /N.eqb_eq hc].
split; first exact: (specified_lengths fro sam).
have pf : program_in x = Some f by move: E; rewrite /sum_of; case: program_in => // h; case: output_deviation => // r [->].
exists f => //; split.
- by rewrite (specified_size sam) /specified_body /= hk.
- by move=> F'; exact: specified_distinct.
- by rewrite specified_counted; move: cnt => /require_ok /N.eqb_eq <-.
- by rewrite /specified_body /= hl hn sum_widths Evaluation.sizeN_eq Nat2N.id size_map.
exists touched; split.
- have : size touched = size ss by elim: acc => //= a b l l' _ _ ->.
  by move=> ->; rewrite -[LHS](size_map (fun s => let d := datum_of (exe_body x) (marked (outputs (exe_body x)) s) in
       SpecifiedDatum (point d) (frozen d) (spec_of s))) (specified_size sam) /specified_body /= hk.
- by rewrite touched_count /specified_body /= -hc en N.add_0_l Nat2N.id.
move=> A G sA sG fA fG k d ek.
have [s sk ed] : exists2 s, List.nth_error ss k = Some s &
    d = SpecifiedDatum (spec_point s) (frozen (datum_of (exe_body x) (marked (outputs (exe_body x)) s))) (spec_of s).
  move: ek; rewrite /specified_data_of /specified_body /=; elim: (ss) k => [|s l IH] [|k] //=; last exact: IH.
  by move=> [<-]; exists s.
have [c tk ok] : exists2 c, nth false touched k = c & run_accepted t x f (outputs (exe_body x)) s c.
  elim: acc k sk {ek} => [|a b l l' h _ IH] [|k] //=; last exact: IH.
  by move=> [<-]; exists b.
have len := marked_lengths sam (List.nth_error_In _ _ sk).
have [runs zeros] := sample_runs before formats E sA sG fA fG len ok.
by rewrite ed tk; split.
Qed.

Theorem specified_claim_sound F limit c ss : check_specified_claim limit c ss = Ok tt -> specified_claim_holds F c ss.
Proof.
move=> /(@bind_ok _ _ _ _ _) [[] before /(@bind_ok _ _ _ _ _) [[] sam /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] cnt ok]]]].
case: c before sam cnt ok => [t x|t x difference|t x]; last exact: specified_execution_sound; last first.
  move=> before sam cnt ok; move: (before); rewrite /= /check_claim_bound.
  move=> /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? /require_ok /N.eqb_eq num fro]].
  split; first exact: (specified_lengths fro sam).
  split.
  - by rewrite (specified_size sam) /= num.
  - exact: specified_distinct.
  - by rewrite specified_counted; move: cnt => /require_ok /N.eqb_eq <-.
  - exact: (specified_bound_sound before sam ok).
move=> before sam cnt ok.
have {}ok := @check_specified_network_ok t x ss before sam cnt ok.
split; last exact: specified_network_sound ok.
exact: (specified_lengths (met_frozen ok) (met_samples ok)).
Qed.

(* from the first line to the last *)
Theorem check_specified_text_sound limit (t : text) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file) v :
  check_specified_text limit t tables model_file patched_file = Ok v ->
  let c := checked v in let b := specified_body c in
  [/\ read_specified t = Ok c,
      if external b then the_specified_samples c tables = Ok (checked_samples v) else checked_samples v = specified_embedded (terms_in c),
      check_specified_data_file c tables = Ok tt,
      check_model_file b model_file = Ok tt /\ check_patched_file (plain_of c) patched_file = Ok tt &
      forall F : realFieldType, specified_claim_holds F c (checked_samples v)].
Proof.
rewrite /check_specified_text /check_specified_read => /(@bind_ok _ _ _ _ _) [c rd /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [ss sam]]].
move=> /(@bind_ok _ _ _ _ _) [[] ok /(@bind_ok _ _ _ _ _) [[] hd /(@bind_ok _ _ _ _ _) [[] hm /(@bind_ok _ _ _ _ _) [[] hp [<-]]]]] /=.
split=> //; last by move=> F; exact: specified_claim_sound ok.
by move: sam; rewrite /the_specified_samples; case: external => // -[].
Qed.
