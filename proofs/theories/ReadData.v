(* The samples that stand in a data file: columns by their names, rows with equal
   points merged (section 5 of certificate-format.md). *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Words Csv Evaluation PointOrder CheckSamples FrozenValues Work.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* a file to be read: the line of the certificate that binds it, to which failures belong; what it is called in them; what stands
   between its cells *)
Record table := Table { table_line : N; table_name : string; separator : ascii; table_bytes : string }.
Definition in_file A (t : table) (c : N) (row_line : N) (why : list piece) : result A :=
  fail c (table_line t) (Text (table_name t ++ " file line ") :: Count row_line :: Text ": " :: why)%list.
Arguments in_file {A}.

Section Reading.
(* the limit of work; the columns and how they are rounded *)
Variables (limit : option N) (b : body) (file : data_source).

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

(* these columns, in the order of the header: place in it, and place among those names.  Columns that are not chosen may have no name *)
Definition choose (t : table) (names header : list string) : result (list (N * N)) :=
  _ <- (if no_repetition (filter (fun n => negb (String.eqb n "")) header) then Ok tt
        else in_file t 312 1 [Text "expected different column names, found one twice"]) ;;
  found <- map_result (fun f => match snd (snd f) with
                                | Some j => Ok (j, fst f)
                                | None => in_file t 312 1 [Text "expected a column '"; Text (fst (snd f)); Text "', found none"]
                                end)
             (by_number (find_places (by_name header) (by_name names) [])) ;;
  Ok (by_number found).

(* ---- rows ---- *)
Definition number_in (t : table) (by_ : rounding) (row_line : N) (cell : string) : result Q :=
  match cell_number by_ cell with
  | inl q => Ok q
  | inr c => in_file t c row_line [Text (if N.eqb c 316 then "expected a finite number after rounding, found '"
                                         else "expected a number, found '"); Text cell; Text "'"]
  end.
(* of a label: the value of f *)
Definition says_nothing (cell : string) : bool := among cell [""; "NaN"; "nan"; "NA"; "null"].
Definition label_in (t : table) (by_ : rounding) (row_line : N) (cell : string) : result (option Q) :=
  if says_nothing cell then Ok None
  else q <- number_in t by_ row_line cell ;; Ok (Some q).
(* of labels and values of f *)
Definition others_rounding : rounding := if features_alone file then Exact else data_rounding file.

(* the chosen cells from place j on, each with its place among the chosen names *)
Fixpoint pick (chosen : list (N * N)) (j : N) (cells : list string) (acc : list (N * string)) : list (N * string) :=
  match chosen, cells with
  | (p, i) :: chosen', c :: cells' =>
      if N.eqb p j then pick chosen' (N.succ j) cells' ((i, c) :: acc) else pick chosen (N.succ j) cells' acc
  | _, _ => acc
  end.
(* a table below its header: the chosen columns, how many there are, the rows *)
Record content := Content { chosen_columns : list (N * N); column_count : N; rows_below : list csv_row }.
Definition content_of (t : table) (names : list string) : result content :=
  match csv_rows (separator t) (table_bytes t) with
  | Error e => in_file t (code e) (at_line e) (pieces e)
  | Ok [] | Ok [_] => fail 314 (table_line t) [Text (table_name t ++ " file: expected at least one row below the header, found none")]
  | Ok ((_, header) :: rows) => c <- choose t names header ;; Ok (Content c (sizeN header) rows)
  end.
(* the chosen cells of a row, in the order of the names *)
Definition cells_in (t : table) (c : content) (r : csv_row) : result (list string) :=
  let (row_line, cells) := r in
  if N.eqb (sizeN cells) (column_count c) then Ok (tail_map snd (by_number (pick (chosen_columns c) 0 cells [])))
  else in_file t 313 row_line [Text "expected "; Count (column_count c); Text " cells, found "; Count (sizeN cells)].

(* the cells of a sample, and where they stand: those of labels perhaps in another table *)
Record joined := Joined {
  row_line : N; point_cells : list string; value_cells : list string;
  label_table : table; label_line : N; label_cells : list string }.
Fixpoint paired A B (l : list A) (m : list B) (acc : list (A * B)) : list (A * B) :=
  match l, m with
  | a :: l', c :: m' => paired l' m' ((a, c) :: acc)
  | _, _ => rev_append acc []
  end.
Definition joined_in (data labelling : table) (c d : content) (p : csv_row * csv_row) : result joined :=
  let (r, l) := p in
  cells <- cells_in data c r ;;
  ys <- cells_in labelling d l ;;
  let (xs, fs) := cut (sizeN (features file)) cells [] in
  Ok (Joined (fst r) xs fs labelling (fst l) ys).
Definition alone_in (data : table) (c : content) (r : csv_row) : result joined :=
  cells <- cells_in data c r ;;
  let (xs, more) := cut (sizeN (features file)) cells [] in
  let (ys, fs) := cut (sizeN (labels file)) more [] in
  Ok (Joined (fst r) xs fs data (fst r) ys).
(* what [read_one] makes of the rows: of one table; or of two, row i of the one with row i of the other *)
Definition of_rows A (read_one : joined -> result A) (data : table) (labelling : option table) : result (list A) :=
  match labelling with
  | None =>
      c <- content_of data (features file ++ labels file ++ frozen_columns file)%list ;;
      map_result (fun r => j <- alone_in data c r ;; read_one j) (rows_below c)
  | Some t =>
      c <- content_of data (features file ++ frozen_columns file)%list ;;
      d <- content_of t (labels file) ;;
      let k := sizeN (rows_below c) in let n := sizeN (rows_below d) in
      _ <- require (N.eqb k n) 205 (table_line t) [Text "expected "; Count k; Text " rows as in the data file, found "; Count n] ;;
      map_result (fun p => j <- joined_in data t c d p ;; read_one j) (paired (rows_below c) (rows_below d) [])
  end.
Definition point_in (data : table) (j : joined) : result (list Q) :=
  map_result (number_in data (data_rounding file) (row_line j)) (point_cells j).
Definition values_in (data : table) (j : joined) : result (list Q) :=
  map_result (number_in data others_rounding (row_line j)) (value_cells j).
Definition sample_of (data : table) (j : joined) : result sample_text :=
  x <- point_in data j ;;
  y <- map_result (label_in (label_table j) others_rounding (label_line j)) (label_cells j) ;;
  f <- values_in data j ;;
  Ok (SampleText (row_line j) x y f).

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
(* with those that the certificate states: [known] has its samples in the order in which the points come *)
Fixpoint those_at (x : list Q) (known : list sample_text) : list sample_text :=
  match known with
  | s :: known' => match compare_points (sample_point s) x with Gt => those_at x known' | _ => known end
  | [] => []
  end.
Definition unstated (t : sample_text) : result (list entry) :=
  fail 203 (samples_line b) [Text "expected the value of f at the point in line "; Count (sample_line t); Text " of the data file, found none"].
Fixpoint with_stated (known : list sample_text) (l acc : list entry) : result (list entry) :=
  match l with
  | [] => Ok acc
  | e :: l' =>
      match earlier e with
      | Some (t, _) =>
          if needs_values (entry_sample e) t then
            let known' := those_at (sample_point t) known in
            match known' with
            | s :: _ =>
                if (equal_numbers (sample_point s) (sample_point t) && negb (N.eqb (sizeN (sample_values s)) 0))%bool
                then with_stated known' l' (Entry (row_number e) (entry_sample e) (Some (t, sample_values s)) :: acc)
                else unstated t
            | [] => unstated t
            end
          else with_stated known l' (e :: acc)
      | None => with_stated known l' (e :: acc)
      end
  end.
Fixpoint drop_repeated (data : table) (l : list entry) (kept : list sample_text) : result (list sample_text) :=
  match l with
  | [] => Ok (rev_append kept [])
  | e :: l' =>
      let s := entry_sample e in
      match earlier e with
      | None => drop_repeated data l' (s :: kept)
      | Some (t, v) =>
          if agree v s t then drop_repeated data l' kept
          else in_file data 315 (sample_line s)
            [Text "expected agreement with the equal point in line "; Count (sample_line t);
             Text ", found another label or value of f"]
      end
  end.
(* from the last point to the first, as entries are when they are grouped *)
Definition last_first (ss : list sample_text) : list sample_text :=
  rev_append (sort (fun s t => match compare_points (sample_point s) (sample_point t) with Gt => false | _ => true end) ss) [].
(* f is prepared and evaluated only if it is needed, and within the limit *)
Definition merged (data : table) (ss : list sample_text) : result (list sample_text) :=
  let grouped := group None (sort by_point (entries_from 0 ss [])) [] in
  valued <- match needed_points grouped [], frozen_by b with
            | [], _ => Ok grouped
            | _, Computed => with_stated (last_first (embedded b)) grouped []
            | ts, _ => let xs := tail_map (fun t => sample_point (fst t)) ts in
                       _ <- within limit (table_line data) [] (fun _ => frozen_work b xs (sizeN xs)) ;;
                       Ok (with_values (prepare b) [] grouped [])
            end ;;
  drop_repeated data (sort by_row valued) [].

(* the line of a sample is its line in the data file *)
Definition samples_in (data : table) (labelling : option table) : result (list sample_text) :=
  ss <- of_rows (sample_of data) data labelling ;; merged data ss.
End Reading.
