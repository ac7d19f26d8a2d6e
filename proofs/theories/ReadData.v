(* The samples that stand in a data file: columns by their names, rows with equal
   points merged (section 5 of certificate-format.md). *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Words Csv Evaluation PointOrder CheckSamples FrozenValues.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Set Implicit Arguments.

Section Reading.
(* the line of the certificate that binds the file; failures belong to it *)
Variables (at_ : N) (b : body) (file : data_file).

Definition in_file A (c : N) (row_line : N) (t : list piece) : result A :=
  fail c at_ (Text "data file line " :: Count row_line :: Text ": " :: t)%list.
Arguments in_file {A}.

(* ---- columns ---- *)
Fixpoint place_of (name : string) (header : list string) (j : nat) : option nat :=
  match header with
  | [] => None
  | h :: header' => if String.eqb h name then Some j else place_of name header' (S j)
  end.
Definition places (header names : list string) : result (list nat) :=
  map_result (fun n => match place_of n header 0 with
                       | Some j => Ok j
                       | None => in_file 312 1 [Text "expected a column '"; Text n; Text "', found none"]
                       end) names.

Record chosen := Chosen { feature_places : list nat; label_places : list nat; frozen_places : list nat }.
Definition choose (header : list string) : result chosen :=
  _ <- (if (no_repetition header && negb (existsb (String.eqb "") header))%bool then Ok tt
        else in_file 312 1 [Text "expected different column names, found one twice or an empty one"]) ;;
  x <- places header (features file) ;;
  y <- places header (labels file) ;;
  f <- places header (frozen_columns file) ;;
  Ok (Chosen x y f).

(* ---- rows ---- *)
Definition number_at (row_line : N) (cells : list string) (j : nat) : result Q :=
  let cell := nth j cells "" in
  match cell_number (data_rounding file) cell with
  | inl q => Ok q
  | inr c => in_file c row_line [Text (if N.eqb c 316 then "expected a finite number after rounding, found '"
                                       else "expected a number, found '"); Text cell; Text "'"]
  end.
Definition label_at (row_line : N) (cells : list string) (j : nat) : result (option Q) :=
  if String.eqb (nth j cells "") "" then Ok None
  else q <- number_at row_line cells j ;; Ok (Some q).

Definition sample_of (c : chosen) (columns : N) (r : csv_row) : result sample_text :=
  let (row_line, cells) := r in
  _ <- (if N.eqb (sizeN cells) columns then Ok tt
        else in_file 313 row_line [Text "expected "; Count columns; Text " cells, found "; Count (sizeN cells)]) ;;
  x <- map_result (number_at row_line cells) (feature_places c) ;;
  y <- map_result (label_at row_line cells) (label_places c) ;;
  f <- map_result (number_at row_line cells) (frozen_places c) ;;
  Ok (SampleText row_line x y f).

(* ---- merging ---- *)
Fixpoint equal_numbers (a b : list Q) : bool :=
  match a, b with
  | [], [] => true
  | x :: a', y :: b' => (Qeq_bool x y && equal_numbers a' b')%bool
  | _, _ => false
  end.
(* a label stands in one of the two only, in some component *)
Fixpoint one_stands (a b : list (option Q)) : bool :=
  match a, b with
  | x :: a', y :: b' =>
      (match x, y with Some _, None | None, Some _ => true | _, _ => false end || one_stands a' b')%bool
  | _, _ => false
  end.
(* equal labels, keep standing for the value of f, and equal values of f; f is
   evaluated only if a label is to be compared with it *)
Definition agree (f : prepared) (s t : sample_text) : bool :=
  let v := if one_stands (sample_label s) (sample_label t) then frozen_values f s else no_values s in
  (equal_numbers (sample_values s) (sample_values t) &&
   equal_numbers (targets (sample_label s) v) (targets (sample_label t) v))%bool.

(* a row's sample, and the first one at its point where that is an earlier row *)
Record entry := Entry { row_number : N; entry_sample : sample_text; earlier : option sample_text }.
Definition by_point (a b : entry) : bool :=
  match compare_points (sample_point (entry_sample a)) (sample_point (entry_sample b)) with
  | Lt => true
  | Eq => N.leb (row_number a) (row_number b)
  | Gt => false
  end.
Definition by_row (a b : entry) : bool := N.leb (row_number a) (row_number b).
Fixpoint entries_from (i : N) (ss : list sample_text) (acc : list entry) : list entry :=
  match ss with [] => acc | s :: ss' => entries_from (N.succ i) ss' (Entry i s None :: acc) end.
(* sorted by point; [first]: of the entries at the last point *)
Fixpoint group (first : option sample_text) (l acc : list entry) : list entry :=
  match l with
  | [] => acc
  | e :: l' =>
      let s := entry_sample e in
      match first with
      | Some t => if equal_numbers (sample_point s) (sample_point t)
                  then group first l' (Entry (row_number e) s first :: acc)
                  else group (Some s) l' (e :: acc)
      | None => group (Some s) l' (e :: acc)
      end
  end.
Fixpoint drop_repeated (f : prepared) (l : list entry) (kept : list sample_text) : result (list sample_text) :=
  match l with
  | [] => Ok (rev_append kept [])
  | e :: l' =>
      let s := entry_sample e in
      match earlier e with
      | None => drop_repeated f l' (s :: kept)
      | Some t =>
          if agree f s t then drop_repeated f l' kept
          else in_file 315 (sample_line s)
            [Text "expected agreement with the equal point in line "; Count (sample_line t);
             Text ", found another label or value of f"]
      end
  end.
Definition merged (f : prepared) (ss : list sample_text) : result (list sample_text) :=
  drop_repeated f (sort by_row (group None (sort by_point (entries_from 0 ss [])) [])) [].

(* the line of a sample is its line in the data file *)
Definition samples_in (bytes : string) : result (list sample_text) :=
  match csv_rows bytes with
  | Error e => in_file (code e) (at_line e) (pieces e)
  | Ok [] | Ok [_] => fail 314 at_ [Text "data file: expected at least one row below the header, found none"]
  | Ok ((_, header) :: rows) =>
      c <- choose header ;;
      ss <- map_result (sample_of c (sizeN header)) rows ;;
      merged (prepare b) ss
  end.
End Reading.
