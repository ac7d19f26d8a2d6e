(* The samples that stand in a data file: columns by their names, rows with equal
   points merged (section 5 of certificate-format.md). *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Words Csv Evaluation PointOrder CheckSamples FrozenValues Work.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Set Implicit Arguments.

Section Reading.
(* the limit of work; the line of the certificate that binds the file: failures belong to it *)
Variables (limit : option N) (at_ : N) (b : body) (file : data_source).

Definition in_file A (c : N) (row_line : N) (t : list piece) : result A :=
  fail c at_ (Text "data file line " :: Count row_line :: Text ": " :: t)%list.
Arguments in_file {A}.

(* ---- columns ---- *)
(* names with their places; both lists in the order of the names, each name once in the
   header: the place in the header of each of the others *)
Fixpoint find_places (header : list (string * N)) : list (string * N) -> list (N * (string * option N)) -> list (N * (string * option N)) :=
  match header with
  | [] => fix none names acc :=
      match names with [] => acc | (n, i) :: names' => none names' ((i, (n, None)) :: acc) end
  | (h, j) :: header' =>
      fix onto names acc :=
        match names with
        | [] => acc
        | (n, i) :: names' =>
            match String.compare h n with
            | Lt => find_places header' names acc
            | Eq => onto names' ((i, (n, Some j)) :: acc)
            | Gt => onto names' ((i, (n, None)) :: acc)
            end
        end
  end.
Fixpoint numbered_from A (i : N) (l : list A) (acc : list (A * N)) : list (A * N) :=
  match l with [] => acc | a :: l' => numbered_from (N.succ i) l' ((a, i) :: acc) end.
Definition by_name (names : list string) : list (string * N) :=
  sort (fun a b => not_above (fst a) (fst b)) (numbered_from 0 names []).
Definition by_number A (l : list (N * A)) : list (N * A) := sort (fun a b => N.leb (fst a) (fst b)) l.

(* the columns of features, labels and values of f, in the order of the header: place in
   it, and place among those names *)
Definition choose (header : list string) : result (list (N * N)) :=
  _ <- (if (no_repetition header && negb (existsb (String.eqb "") header))%bool then Ok tt
        else in_file 312 1 [Text "expected different column names, found one twice or an empty one"]) ;;
  found <- map_result (fun f => match snd (snd f) with
                                | Some j => Ok (j, fst f)
                                | None => in_file 312 1 [Text "expected a column '"; Text (fst (snd f)); Text "', found none"]
                                end)
             (by_number (find_places (by_name header) (by_name (features file ++ labels file ++ frozen_columns file)) [])) ;;
  Ok (by_number found).

(* ---- rows ---- *)
Definition number_in (by_ : rounding) (row_line : N) (cell : string) : result Q :=
  match cell_number by_ cell with
  | inl q => Ok q
  | inr c => in_file c row_line [Text (if N.eqb c 316 then "expected a finite number after rounding, found '"
                                       else "expected a number, found '"); Text cell; Text "'"]
  end.
Definition label_in (by_ : rounding) (row_line : N) (cell : string) : result (option Q) :=
  if String.eqb cell "" then Ok None
  else q <- number_in by_ row_line cell ;; Ok (Some q).
(* of labels and values of f *)
Definition others_rounding : rounding := if features_alone file then Exact else data_rounding file.

(* the chosen cells from place j on, each with its place among the chosen names *)
Fixpoint pick (chosen : list (N * N)) (j : N) (cells : list string) (acc : list (N * string)) : list (N * string) :=
  match chosen, cells with
  | (p, i) :: chosen', c :: cells' =>
      if N.eqb p j then pick chosen' (N.succ j) cells' ((i, c) :: acc) else pick chosen (N.succ j) cells' acc
  | _, _ => acc
  end.
Definition sample_of (chosen : list (N * N)) (columns : N) (r : csv_row) : result sample_text :=
  let (row_line, cells) := r in
  _ <- (if N.eqb (sizeN cells) columns then Ok tt
        else in_file 313 row_line [Text "expected "; Count columns; Text " cells, found "; Count (sizeN cells)]) ;;
  let (xs, more) := cut (sizeN (features file)) (tail_map snd (by_number (pick chosen 0 cells []))) [] in
  let (ys, fs) := cut (sizeN (labels file)) more [] in
  x <- map_result (number_in (data_rounding file) row_line) xs ;;
  y <- map_result (label_in others_rounding row_line) ys ;;
  f <- map_result (number_in others_rounding row_line) fs ;;
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
(* equal values where they are given, and equal labels, keep standing for the value of f *)
Definition agree (f : list Q) (s t : sample_text) : bool :=
  (equal_numbers (sample_values s) (sample_values t) &&
   equal_numbers (targets (sample_label s) f) (targets (sample_label t) f))%bool.

(* a row's sample, and the first one at its point where that is an earlier row, with the
   values of f there: needed where a label is to be compared with them *)
Record entry := Entry { row_number : N; entry_sample : sample_text; earlier : option (sample_text * list Q) }.
Definition needs_values (s t : sample_text) : bool := one_stands (sample_label s) (sample_label t).
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
                  then group first l' (Entry (row_number e) s (Some (t, no_values s)) :: acc)
                  else group (Some s) l' (e :: acc)
      | None => group (Some s) l' (e :: acc)
      end
  end.
(* at the same point as that of the list's head, by its line: those of a point are together *)
Definition known_first A (t : sample_text) (l : list (sample_text * A)) : option A :=
  match l with
  | (u, a) :: _ => if N.eqb (sample_line t) (sample_line u) then Some a else None
  | [] => None
  end.
(* the points at which f is needed, each once *)
Fixpoint needed_points (l : list entry) (acc : list (sample_text * unit)) : list (sample_text * unit) :=
  match l with
  | [] => acc
  | e :: l' =>
      needed_points l'
        match earlier e with
        | Some (t, _) =>
            if needs_values (entry_sample e) t then
              match known_first t acc with Some _ => acc | None => (t, tt) :: acc end
            else acc
        | None => acc
        end
  end.
(* with the values of f, computed once for each of them; [last]: the last ones *)
Fixpoint with_values (f : prepared) (last : list (sample_text * list Q)) (l acc : list entry) : list entry :=
  match l with
  | [] => acc
  | e :: l' =>
      match earlier e with
      | Some (t, _) =>
          if needs_values (entry_sample e) t then
            let v := match known_first t last with Some v => v | None => frozen_values f t end in
            with_values f [(t, v)] l' (Entry (row_number e) (entry_sample e) (Some (t, v)) :: acc)
          else with_values f last l' (e :: acc)
      | None => with_values f last l' (e :: acc)
      end
  end.
Fixpoint drop_repeated (l : list entry) (kept : list sample_text) : result (list sample_text) :=
  match l with
  | [] => Ok (rev_append kept [])
  | e :: l' =>
      let s := entry_sample e in
      match earlier e with
      | None => drop_repeated l' (s :: kept)
      | Some (t, v) =>
          if agree v s t then drop_repeated l' kept
          else in_file 315 (sample_line s)
            [Text "expected agreement with the equal point in line "; Count (sample_line t);
             Text ", found another label or value of f"]
      end
  end.
(* f is prepared and evaluated only if it is needed, and within the limit *)
Definition merged (ss : list sample_text) : result (list sample_text) :=
  let grouped := group None (sort by_point (entries_from 0 ss [])) [] in
  valued <- match needed_points grouped [] with
            | [] => Ok grouped
            | ts => let xs := tail_map (fun t => sample_point (fst t)) ts in
                    _ <- within limit at_ [] (fun _ => frozen_work b xs (sizeN xs)) ;;
                    Ok (with_values (prepare b) [] grouped [])
            end ;;
  drop_repeated (sort by_row valued) [].

(* the line of a sample is its line in the data file *)
Definition samples_in (bytes : string) : result (list sample_text) :=
  match csv_rows bytes with
  | Error e => in_file (code e) (at_line e) (pieces e)
  | Ok [] | Ok [_] => fail 314 at_ [Text "data file: expected at least one row below the header, found none"]
  | Ok ((_, header) :: rows) =>
      c <- choose header ;;
      ss <- map_result (sample_of c (sizeN header)) rows ;;
      merged ss
  end.
End Reading.
