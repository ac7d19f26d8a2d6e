(* A certificate with specifications from its first line to its last: as CheckFile.v, for
   section 18 of certificate-format.md. *)
From Coq Require Import QArith NArith ZArith String List Bool.
From FTCert Require Import Certificate Specification Evaluation Reader ReadCertificate ReadData ReadSpecifiedData.
From FTCert Require Import CheckSamples Work CheckInterpolation CheckSpecification CheckSpecifiedBound CheckSpecifiedExecution CheckFile.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* what is the same for labels *)
Definition plain_of (c : specified_certificate) : certificate :=
  match c with
  | SpecifiedNetwork _ x => OfInterpolation x
  | SpecifiedBound _ x _ => OfBound x
  | SpecifiedExecution _ x => OfExecution x
  end.
Definition terms_in (c : specified_certificate) : specified :=
  match c with SpecifiedNetwork t _ | SpecifiedBound t _ _ | SpecifiedExecution t _ => t end.
Definition specified_body (c : specified_certificate) : body := body_of (plain_of c).
Definition specified_work (c : specified_certificate) (ss : list specified_sample) : N :=
  work_of (plain_of c) (all_marked (outputs (specified_body c)) ss).

(* ---- files ---- *)
Definition specified_file_samples (c : specified_certificate) (d : data_source) : supplied_tables -> result (list specified_sample) :=
  let b := specified_body c in
  samples_of_files (specified_in (outputs b) (the_terms (terms_in c)) d) b d.

Fixpoint compare_specified (i : N) (ours theirs : list specified_sample) : result unit :=
  match ours, theirs with
  | s :: ours', u :: theirs' =>
      if (equal_numbers (spec_point s) (spec_point u) && agrees s u)%bool then compare_specified (N.succ i) ours' theirs'
      else fail 208 (spec_line s)
        [Text "sample "; Count i; Text ": expected that of line "; Count (spec_line u);
         Text " of the data file, found another"]
  | _, _ => Ok tt
  end.
Definition specified_told_at (at_ : N) (s : specified_sample) : specified_sample :=
  SpecifiedSample at_ (spec_point s) (spec_of s) (spec_values s).
Definition the_specified_samples (c : specified_certificate) (supplied : supplied_tables) : result (list specified_sample) :=
  let b := specified_body c in
  if external b then
    match data b with
    | Some d =>
        _ <- check_sum b d ;;
        _ <- require (in_parts d || is_supplied supplied)%bool 502 (samples_line b)
               [Text "expected the data file (--data), found none"] ;;
        ss <- specified_file_samples c d supplied ;;
        _ <- check_count b (sizeN ss) ;;
        Ok (tail_map (specified_told_at (samples_line b)) ss)
    | None => fail 901 (samples_line b) [Text "internal error: samples of no file"]
    end
  else Ok (specified_embedded (terms_in c)).
Definition specified_in_tables (c : specified_certificate) : list specified_sample :=
  match frozen_by (specified_body c) with
  | Computed => tail_map (fun s => SpecifiedSample (spec_line s) (spec_point s) (spec_of s) []) (specified_embedded (terms_in c))
  | _ => specified_embedded (terms_in c)
  end.
Definition check_specified_data_file (c : specified_certificate) (supplied : supplied_tables) : result unit :=
  let b := specified_body c in
  if (external b || negb (is_supplied supplied))%bool then Ok tt
  else match data b with
  | None => fail 209 (data_line b) [Text "expected no data file with 'data none', found one supplied"]
  | Some d =>
      ss <- specified_file_samples c d supplied ;;
      _ <- compare_specified 1 (specified_in_tables c) ss ;;
      check_count b (sizeN ss)
  end.

(* ---- the whole ---- *)
Definition check_met (c : specified_certificate) (ss : list specified_sample) : result unit :=
  match c with
  | SpecifiedNetwork t x => check_specified_network t x ss
  | SpecifiedBound t x difference => check_specified_bound t x difference ss
  | SpecifiedExecution t x => check_specified_execution t x ss
  end.
Definition check_specified_claim (limit : option N) (c : specified_certificate) (ss : list specified_sample) : result unit :=
  let b := specified_body c in
  _ <- check_before_files (plain_of c) ;;
  _ <- check_samples b (all_marked (outputs b) ss) ;;
  _ <- within limit (claim_line b) [] (fun _ => specified_work c ss) ;;
  _ <- check_specified_count (claim_line b) (terms_in c) ss ;;
  check_met c ss.

Record specified_verdict := SpecifiedVerdict {
  checked : specified_certificate; checked_samples : list specified_sample; checked_limit : option N }.

Definition check_specified_read (limit : option N) (c : specified_certificate)
    (tables : supplied_tables) (model_supplied : option supplied_model) (patched_supplied : option supplied_file) : result specified_verdict :=
  _ <- check_before_files (plain_of c) ;;
  ss <- the_specified_samples c tables ;;
  _ <- check_specified_claim limit c ss ;;
  _ <- check_specified_data_file c tables ;;
  _ <- check_model_file (specified_body c) model_supplied ;;
  _ <- check_patched_file (plain_of c) patched_supplied ;;
  Ok (SpecifiedVerdict c ss limit).
Definition check_specified_text (limit : option N) (t : text)
    (tables : supplied_tables) (model_supplied : option supplied_model) (patched_supplied : option supplied_file) : result specified_verdict :=
  c <- read_specified t ;; check_specified_read limit c tables model_supplied patched_supplied.
