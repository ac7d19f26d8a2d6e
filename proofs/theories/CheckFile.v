(* A certificate from its first line to its last: reads it, checks it with the files
   supplied (sections 7, 14 and 15 of certificate-format.md).  SHA-256 and gzip are computed
   outside; a supplied file comes with its digest. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Words Reader ReadCertificate ReadData.
From FTCert Require Import CheckSamples FrozenValues Work CheckInterpolation CheckBound Compose CheckExecution.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Set Implicit Arguments.

Record supplied_file := SuppliedFile { digest_of : string; bytes_of : string }.

Definition body_of (c : certificate) : body :=
  match c with OfInterpolation x => int_body x | OfBound x => bound_body x | OfExecution x => exe_body x end.

(* ---- files ---- *)
Definition check_digest (at_ : N) (what wanted : string) (f : supplied_file) : result unit :=
  require (String.eqb (digest_of f) wanted) 207 at_
    [Text what; Text " file: expected sha256="; Text wanted; Text ", found "; Text (digest_of f)].

(* data files are told by their digests *)
Definition is_of (f : supplied_file) (p : data_part) : bool := String.eqb (digest_of f) (data_digest p).
Definition supplied_for (fs : list supplied_file) (p : data_part) : option supplied_file := find (fun f => is_of f p) fs.
Fixpoint all_bound (at_ : N) (ps : list data_part) (fs : list supplied_file) : result unit :=
  match fs with
  | [] => Ok tt
  | f :: fs' =>
      _ <- require (existsb (is_of f) ps) 207 at_
             (match ps with
              | [p] => [Text "data file: expected sha256="; Text (data_digest p)]
              | _ => [Text "data file: expected the sha256 of a part"]
              end ++ [Text ", found "; Text (digest_of f)])%list ;;
      all_bound at_ ps fs'
  end.
(* k: the number of the first one *)
Fixpoint all_supplied (k : N) (fs : list supplied_file) (ps : list data_part) : result unit :=
  match ps with
  | [] => Ok tt
  | p :: ps' =>
      _ <- require (match supplied_for fs p with Some _ => true | None => false end) 502 (part_line p)
             [Text "expected the data file of part "; Count k; Text " (--data), found none"] ;;
      all_supplied (N.succ k) fs ps'
  end.
(* what arrays begin with *)
Definition npy_magic : string := String (ascii_of_N 147) "NUMPY".
(* the samples of a part: [read_in] says what its file holds *)
Definition part_samples A (read_in : N -> string -> result (list A)) (fs : list supplied_file) (p : data_part) : result (list A) :=
  match data_format p, supplied_for fs p with
  | Npy, _ => fail 503 (part_line p) [Text "expected a data file in CSV: this checker does not read .npy"]
  | Csv, Some f =>
      _ <- require (match strip npy_magic (bytes_of f) with Some _ => false | None => true end) 208 (part_line p) [Text "expected a data file in CSV, found an array"] ;;
      ss <- read_in (part_line p) (bytes_of f) ;;
      _ <- match part_count p with
           | Some n => require (N.eqb (sizeN ss) n) 208 (part_line p)
                         [Text "expected "; Count (sizeN ss); Text " samples as in the data file, found "; Count n]
           | None => Ok tt
           end ;;
      Ok ss
  | Csv, None => fail 901 (part_line p) [Text "internal error: a data file was not supplied"]
  end.
(* of all parts, one after the other *)
Fixpoint samples_of_parts A (read_in : N -> string -> result (list A)) (fs : list supplied_file) (ps : list data_part) : result (list A) :=
  match ps with
  | [] => Ok []
  | p :: ps' =>
      ss <- part_samples read_in fs p ;;
      more <- samples_of_parts read_in fs ps' ;;
      Ok (ss ++ more)%list
  end.
(* of the supplied data files, all of them bound and none missing *)
Definition samples_of_files A (read_in : N -> string -> result (list A)) (b : body) (d : data_source) (fs : list supplied_file) : result (list A) :=
  _ <- all_bound (data_line b) (data_parts d) fs ;;
  _ <- all_supplied 1 fs (data_parts d) ;;
  samples_of_parts read_in fs (data_parts d).
Definition file_samples (limit : option N) (b : body) (d : data_source) : list supplied_file -> result (list sample_text) :=
  samples_of_files (fun at_ => samples_in limit at_ b d) b d.

Fixpoint same_labels (a b : list (option Q)) : bool :=
  match a, b with
  | [], [] => true
  | x :: a', y :: b' => (same x y && same_labels a' b')%bool
  | _, _ => false
  end.
Definition same_sample (s t : sample_text) : bool :=
  (equal_numbers (sample_point s) (sample_point t) && same_labels (sample_label s) (sample_label t)
   && equal_numbers (sample_values s) (sample_values t))%bool.
Fixpoint compare_samples (i : N) (ours theirs : list sample_text) : result unit :=
  match ours, theirs with
  | s :: ours', t :: theirs' =>
      if same_sample s t then compare_samples (N.succ i) ours' theirs'
      else fail 208 (sample_line s)
        [Text "sample "; Count i; Text ": expected that of line "; Count (sample_line t);
         Text " of the data file, found another"]
  | _, _ => Ok tt
  end.
Definition check_count (b : body) (n : N) : result unit :=
  require (N.eqb n (sample_count b)) 208 (samples_line b)
    [Text "expected "; Count n; Text " samples as in the data file, found "; Count (sample_count b)].
(* those of the parts are all: needs no file *)
Definition check_sum (b : body) (d : data_source) : result unit :=
  let n := fold_left (fun n p => match part_count p with Some k => N.add n k | None => n end) (data_parts d) 0%N in
  require (negb (in_parts d) || N.eqb n (sample_count b))%bool 205 (samples_line b)
    [Text "expected "; Count n; Text " samples as in all parts, found "; Count (sample_count b)].

(* the samples that the certificate speaks of; those of data files are told at the
   line samples *)
Definition told_at (at_ : N) (s : sample_text) : sample_text := SampleText at_ (sample_point s) (sample_label s) (sample_values s).
Definition the_samples (limit : option N) (b : body) (supplied : list supplied_file) : result (list sample_text) :=
  if external b then
    match data b with
    | Some d =>
        _ <- check_sum b d ;;
        _ <- require (in_parts d || match supplied with [] => false | _ => true end)%bool 502 (samples_line b)
               [Text "expected the data file (--data), found none"] ;;
        ss <- file_samples limit b d supplied ;;
        _ <- check_count b (sizeN ss) ;;
        Ok (map (told_at (samples_line b)) ss)
    | None => fail 901 (samples_line b) [Text "internal error: samples of no file"]
    end
  else Ok (embedded b).

(* embedded samples against a supplied data file *)
Definition check_data_file (limit : option N) (b : body) (supplied : list supplied_file) : result unit :=
  match supplied with
  | [] => Ok tt
  | _ =>
      if external b then Ok tt
      else match data b with
      | None => fail 209 (data_line b) [Text "expected no data file with 'data none', found one supplied"]
      | Some d => ss <- file_samples limit b d supplied ;; _ <- compare_samples 1 (embedded b) ss ;; check_count b (sizeN ss)
      end
  end.
Definition check_model_file (b : body) (supplied : option supplied_file) : result unit :=
  match supplied, model_digest b with
  | None, _ => Ok tt
  | Some _, None => fail 209 (model_line b) [Text "expected no model file with 'model none', found one supplied"]
  | Some f, Some d => check_digest (model_line b) "model" d f
  end.

(* the file to deploy: only an execution may bind one *)
Definition check_patched_file (c : certificate) (supplied : option supplied_file) : result unit :=
  match supplied, c with
  | None, _ => Ok tt
  | Some f, OfExecution x =>
      match patched_digest x with
      | Some d => check_digest (patched_line x) "patched" d f
      | None => fail 503 (patched_line x)
          [Text "expected no patched file with 'patched none': this checker does not read patched models"]
      end
  | Some _, _ => fail 209 (claim_line (body_of c)) [Text "expected no patched file with this claim, found one supplied"]
  end.

(* ---- the claim ---- *)
Definition check_claim_bound (c : bound) : result unit :=
  let b := bound_body c in
  _ <- check_method c ;;
  _ <- check_number (claim_line b) "samples" (samples (the_claim b)) (sample_count b) ;;
  check_frozen_shapes b.

(* the samples with values of f computed over common denominators: all of them, or
   those that are needed *)
Definition data_with (values : sample_text -> list Q) (ss : list sample_text) : list datum :=
  map (fun s => let v := values s in Datum (sample_point s) v (targets (sample_label s) v)) ss.
Definition fast_data (b : body) : list sample_text -> list datum := data_with (frozen_values (prepare b)).
Definition needed_data (b : body) : list sample_text -> list datum := data_with (needed_values (prepare b)).

Definition check_claim (limit : option N) (c : certificate) (ss : list sample_text) : result unit :=
  match c with
  | OfInterpolation x => check_interpolation limit x ss
  | OfBound x =>
      let b := bound_body x in
      _ <- check_claim_bound x ;;
      _ <- check_samples b ss ;;
      _ <- within limit (claim_line b) [] (fun _ => bound_work x ss) ;;
      _ <- check_changed b (count_changed (residuals b ss)) ;;
      check_bound x (residuals_at (N.to_nat (output x)) (needed_data b ss))
  | OfExecution x => check_execution limit x ss
  end.

(* Errors of the claim alone come before those of the files, as they do not need them *)
Definition check_before_files (c : certificate) : result unit :=
  match c with
  | OfInterpolation x => check_claim_interpolation x
  | OfBound x => check_claim_bound x
  | OfExecution x => check_claim_execution x
  end.

(* ---- the whole ---- *)
Record verdict := Verdict { verified : certificate; of_samples : list sample_text; allowed : option N }.

(* limit: at most so much work for the certificate, for the values of f that a data file
   needs, and later for those that a pair needs *)
Definition check_read (limit : option N) (c : certificate) (data_supplied : list supplied_file) (model_supplied patched_supplied : option supplied_file) : result verdict :=
  let b := body_of c in
  _ <- check_before_files c ;;
  ss <- the_samples limit b data_supplied ;;
  _ <- check_claim limit c ss ;;
  _ <- check_data_file limit b data_supplied ;;
  _ <- check_model_file b model_supplied ;;
  _ <- check_patched_file c patched_supplied ;;
  Ok (Verdict c ss limit).
Definition check_text (limit : option N) (t : text) (data_supplied : list supplied_file) (model_supplied patched_supplied : option supplied_file) : result verdict :=
  c <- read_certificate t ;; check_read limit c data_supplied model_supplied patched_supplied.
