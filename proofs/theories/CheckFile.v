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
(* data files, and the one with the labels *)
Record supplied_tables := SuppliedTables { data_files : list supplied_file; labels_supplied : option supplied_file }.
Definition no_tables : supplied_tables := SuppliedTables [] None.
(* a model file: its digest, and that of each file beside it, by the name relative to the model's folder; None: not there *)
Record supplied_model := SuppliedModel { model_found : string; external_found : string -> option string }.

Definition body_of (c : certificate) : body :=
  match c with OfInterpolation x => int_body x | OfBound x => bound_body x | OfExecution x => exe_body x end.

(* ---- files ---- *)
Definition check_digest (at_ : N) (what wanted found : string) : result unit :=
  require (String.eqb found wanted) 207 at_
    [Text what; Text " file: expected sha256="; Text wanted; Text ", found "; Text found].

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
             (match part_count p with
              | Some _ => [Text "expected the data file of part "; Count k; Text " (--data), found none"]
              | None => [Text "expected the data file (--data), found none"]
              end) ;;
      all_supplied (N.succ k) fs ps'
  end.
(* the one with labels: supplied if and only if the certificate binds one *)
Definition labels_bound (b : body) (d : data_source) (f : option supplied_file) : result unit :=
  match labels_file d, f with
  | None, Some _ => fail 209 (data_line b) [Text "expected no labels file with this certificate, found one supplied"]
  | Some p, Some f => check_digest (part_line p) "labels" (data_digest p) (digest_of f)
  | _, None => Ok tt
  end.
(* what arrays, and archives of them, begin with *)
Definition npy_magic : string := String (ascii_of_N 147) "NUMPY".
Definition zip_magic : string := String "P" (String "K" (String (ascii_of_N 3) (String (ascii_of_N 4) ""))).
Definition begins (prefix bytes : string) : bool := match strip prefix bytes with Some _ => true | None => false end.
(* a file as a table *)
Definition table_of (what : string) (p : data_part) (f : supplied_file) : result table :=
  match data_format p with
  | Csv c =>
      _ <- require (negb (begins npy_magic (bytes_of f) || begins zip_magic (bytes_of f))) 208 (part_line p)
             [Text ("expected a " ++ what ++ " file in CSV, found an array")] ;;
      Ok (Table (part_line p) what c (bytes_of f))
  | _ => fail 503 (part_line p) [Text ("expected a " ++ what ++ " file in CSV: this checker does not read .npy")]
  end.
Definition labels_table (d : data_source) (f : option supplied_file) : result (option table) :=
  match labels_file d, f with
  | None, _ => Ok None
  | Some p, Some f => t <- table_of "labels" p f ;; Ok (Some t)
  | Some p, None => fail 502 (part_line p) [Text "expected the labels file (--labels), found none"]
  end.
(* the samples of a part: [read_in] says what a table holds *)
Definition part_samples A (read_in : table -> result (list A)) (fs : list supplied_file) (p : data_part) : result (list A) :=
  match supplied_for fs p with
  | Some f =>
      t <- table_of "data" p f ;;
      ss <- read_in t ;;
      _ <- match part_count p with
           | Some n => require (N.eqb (sizeN ss) n) 208 (part_line p)
                         [Text "expected "; Count (sizeN ss); Text " samples as in the data file, found "; Count n]
           | None => Ok tt
           end ;;
      Ok ss
  | None => fail 901 (part_line p) [Text "internal error: a data file was not supplied"]
  end.
(* of all parts, one after the other *)
Fixpoint samples_of_parts A (read_in : table -> result (list A)) (fs : list supplied_file) (ps : list data_part) : result (list A) :=
  match ps with
  | [] => Ok []
  | p :: ps' =>
      ss <- part_samples read_in fs p ;;
      more <- samples_of_parts read_in fs ps' ;;
      Ok (ss ++ more)%list
  end.
(* of the supplied tables, all of them bound and none missing; [read_in] is given the one with the labels, too *)
Definition samples_of_files A (read_in : table -> option table -> result (list A)) (b : body) (d : data_source) (fs : supplied_tables)
    : result (list A) :=
  _ <- all_bound (data_line b) (data_parts d) (data_files fs) ;;
  _ <- labels_bound b d (labels_supplied fs) ;;
  _ <- all_supplied 1 (data_files fs) (data_parts d) ;;
  labelling <- labels_table d (labels_supplied fs) ;;
  samples_of_parts (fun t => read_in t labelling) (data_files fs) (data_parts d).
Definition file_samples (limit : option N) (b : body) (d : data_source) : supplied_tables -> result (list sample_text) :=
  samples_of_files (samples_in limit b d) b d.
Definition is_supplied (fs : supplied_tables) : bool :=
  match fs with SuppliedTables [] None => false | _ => true end.

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
Definition the_samples (limit : option N) (b : body) (supplied : supplied_tables) : result (list sample_text) :=
  if external b then
    match data b with
    | Some d =>
        _ <- check_sum b d ;;
        _ <- require (in_parts d || is_supplied supplied)%bool 502 (samples_line b)
               [Text "expected the data file (--data), found none"] ;;
        ss <- file_samples limit b d supplied ;;
        _ <- check_count b (sizeN ss) ;;
        Ok (map (told_at (samples_line b)) ss)
    | None => fail 901 (samples_line b) [Text "internal error: samples of no file"]
    end
  else Ok (embedded b).

(* embedded samples against supplied tables; these have no values of f that is computed *)
Definition in_tables (b : body) : list sample_text :=
  match frozen_by b with
  | Computed => Evaluation.tail_map (fun s => SampleText (sample_line s) (sample_point s) (sample_label s) []) (embedded b)
  | _ => embedded b
  end.
Definition check_data_file (limit : option N) (b : body) (supplied : supplied_tables) : result unit :=
  if (external b || negb (is_supplied supplied))%bool then Ok tt
  else match data b with
  | None => fail 209 (data_line b) [Text "expected no data file with 'data none', found one supplied"]
  | Some d => ss <- file_samples limit b d supplied ;; _ <- compare_samples 1 (in_tables b) ss ;; check_count b (sizeN ss)
  end.
Fixpoint check_externals (found : string -> option string) (xs : list external_file) : result unit :=
  match xs with
  | [] => Ok tt
  | x :: xs' =>
      _ <- match found (external_name x) with
           | Some d => check_digest (external_line x) "external" (external_digest x) d
           | None => fail 502 (external_line x) [Text "expected the file '"; Text (external_name x); Text "' beside the model, found none"]
           end ;;
      check_externals found xs'
  end.
Definition check_model_file (b : body) (supplied : option supplied_model) : result unit :=
  match supplied, model b with
  | None, _ => Ok tt
  | Some _, None => fail 209 (model_line b) [Text "expected no model file with 'model none', found one supplied"]
  | Some f, Some m =>
      _ <- check_digest (model_line b) "model" (model_digest m) (model_found f) ;;
      check_externals (external_found f) (externals m)
  end.

(* the file to deploy: only an execution may bind one *)
Definition check_patched_file (c : certificate) (supplied : option supplied_file) : result unit :=
  match supplied, c with
  | None, _ => Ok tt
  | Some f, OfExecution x =>
      match patched_digest x with
      | Some d => check_digest (patched_line x) "patched" d (digest_of f)
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
Definition check_read (limit : option N) (c : certificate) (tables : supplied_tables) (model_supplied : option supplied_model) (patched_supplied : option supplied_file) : result verdict :=
  let b := body_of c in
  _ <- check_before_files c ;;
  ss <- the_samples limit b tables ;;
  _ <- check_claim limit c ss ;;
  _ <- check_data_file limit b tables ;;
  _ <- check_model_file b model_supplied ;;
  _ <- check_patched_file c patched_supplied ;;
  Ok (Verdict c ss limit).
Definition check_text (limit : option N) (t : text) (tables : supplied_tables) (model_supplied : option supplied_model) (patched_supplied : option supplied_file) : result verdict :=
  c <- read_certificate t ;; check_read limit c tables model_supplied patched_supplied.
