(* The specifications that stand in a data file: cells of intervals and of classes, rows
   with equal points merged (section 18 of certificate-format.md). *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Specification Words Csv Evaluation PointOrder CheckSamples ReadData.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* split at the first two points that stand side by side; acc: what is before, reversed *)
Fixpoint split_at_points (s acc : string) : option (string * string) :=
  match s with
  | EmptyString => None
  | String c s' =>
      match c, s' with
      | "."%char, String "." r => Some (reversed acc, r)
      | _, _ => split_at_points s' (String c acc)
      end
  end.
Definition has_bare_point (s : string) : bool := (starts_with "." s || starts_with "." (reversed s))%bool.

Section Reading.
(* as in ReadData.v; outputs *)
Variables (p : N) (t : terms) (file : data_source).

Section Cells.
(* where labels stand *)
Variable from : table.
Notation number := (number_in from (others_rounding file)).
(* a number, or no end *)
Definition end_in (row_line : N) (cell : string) : result (option Q) := label_in from (others_rounding file) row_line cell.
Definition ends_in_order (row_line : N) (cell : string) (low_ high_ : option Q) : result allowed :=
  match low_, high_ with
  | None, None => Ok Keep
  | Some a, Some b =>
      if Qle_bool a b then Ok (Allow (Interval low_ high_))
      else in_file from 311 row_line [Text "expected a lower end that is not greater than the upper one, found others at '"; Text cell; Text "'"]
  | _, _ => Ok (Allow (Interval low_ high_))
  end.
Definition allowed_in (tolerance : Q) (row_line : N) (cell : string) : result allowed :=
  if says_nothing cell then Ok Keep
  else match strip ">=" cell, strip "<=" cell, split_at_points cell "" with
  | Some v, _, _ => q <- number row_line v ;; Ok (Allow (Interval (Some q) None))
  | _, Some v, _ => q <- number row_line v ;; Ok (Allow (Interval None (Some q)))
  | _, _, Some (a, b) =>
      if (has_bare_point a || has_bare_point b)%bool then
        in_file from 311 row_line [Text "expected ends that neither begin nor end with a point, found '"; Text cell; Text "'"]
      else
        u <- number row_line a ;;
        v <- number row_line b ;;
        ends_in_order row_line cell (Some u) (Some v)
  | _, _, _ => q <- number row_line cell ;; Ok (Allow (Interval (Some (Qred (q - tolerance))) (Some (Qred (q + tolerance)))))
  end.
(* the cells of the label columns, then those of the upper ones *)
Fixpoint allowed_between (row_line : N) (lows highs : list string) : result (list allowed) :=
  match lows, highs with
  | a :: lows', b :: highs' =>
      u <- end_in row_line a ;;
      v <- end_in row_line b ;;
      x <- ends_in_order row_line a u v ;;
      more <- allowed_between row_line lows' highs' ;;
      Ok (x :: more)
  | [], [] => Ok []
  | _, _ => internal
  end.

(* a component, exactly as it is written *)
Definition class_in (row_line : N) (cell : string) : result N :=
  q <- number_in from Exact row_line cell ;;
  let r := Qred q in
  if (Pos.eqb (Qden r) 1 && Z.leb 0 (Qnum r) && N.ltb (Z.to_N (Qnum r)) p)%bool then Ok (Z.to_N (Qnum r))
  else in_file from 311 row_line [Text "expected a component below "; Count p; Text ", found '"; Text cell; Text "'"].
Definition classes_in (row_line : N) (cell : string) : result (option (list N)) :=
  if says_nothing cell then Ok None
  else
    cs <- map_result (class_in row_line) (split "|" cell) ;;
    let sorted := sort N.leb cs in
    if (increasing N.ltb sorted && N.ltb (sizeN sorted) p)%bool then Ok (Some sorted)
    else in_file from 311 row_line [Text "expected different components, not all, found '"; Text cell; Text "'"].

Definition specification_in (row_line : N) (cells : list string) : result specification :=
  match t with
  | Classes _ => match cells with [c] => cs <- classes_in row_line c ;; Ok (OfClasses cs) | _ => internal end
  | Intervals q =>
      let (ys, us) := cut p cells [] in
      match us with
      | [] => l <- map_result (allowed_in q row_line) ys ;; Ok (OfComponents l)
      | _ => l <- allowed_between row_line ys us ;; Ok (OfComponents l)
      end
  end.
End Cells.
Definition specified_sample_of (data : table) (j : joined) : result specified_sample :=
  x <- point_in file data j ;;
  s <- specification_in (label_table j) (label_line j) (label_cells j) ;;
  f <- values_in file data j ;;
  Ok (SpecifiedSample (row_line j) x s f).

(* ---- merging ---- *)
Definition same_end (a b : option Q) : bool :=
  match a, b with Some x, Some y => Qeq_bool x y | None, None => true | _, _ => false end.
Definition same_allowed (a b : allowed) : bool :=
  match a, b with
  | Keep, Keep => true
  | Allow i, Allow k => (same_end (low i) (low k) && same_end (high i) (high k))%bool
  | _, _ => false
  end.
Fixpoint same_list A (same : A -> A -> bool) (a b : list A) : bool :=
  match a, b with
  | [], [] => true
  | x :: a', y :: b' => (same x y && same_list same a' b')%bool
  | _, _ => false
  end.
Definition same_specification (a b : specification) : bool :=
  match a, b with
  | OfComponents l, OfComponents m => same_list same_allowed l m
  | OfClasses None, OfClasses None => true
  | OfClasses (Some l), OfClasses (Some m) => same_list N.eqb l m
  | _, _ => false
  end.
(* beside their points *)
Definition agrees (s u : specified_sample) : bool :=
  (same_specification (spec_of s) (spec_of u) && equal_numbers (spec_values s) (spec_values u))%bool.

Definition numbered : Type := N * specified_sample.
Definition by_place (a b : numbered) : bool :=
  match compare_points (spec_point (snd a)) (spec_point (snd b)) with
  | Lt => true
  | Eq => N.leb (fst a) (fst b)
  | Gt => false
  end.
(* sorted by point: the first one of each, if the others agree *)
Fixpoint firsts (data : table) (first : option numbered) (l kept : list numbered) : result (list numbered) :=
  match l with
  | [] => Ok kept
  | e :: l' =>
      match first with
      | Some u =>
          if equal_numbers (spec_point (snd e)) (spec_point (snd u)) then
            if agrees (snd e) (snd u) then firsts data first l' kept
            else in_file data 315 (spec_line (snd e))
              [Text "expected agreement with the equal point in line "; Count (spec_line (snd u));
               Text ", found another specification or value of f"]
          else firsts data (Some e) l' (e :: kept)
      | None => firsts data (Some e) l' (e :: kept)
      end
  end.
Fixpoint in_place (i : N) (ss : list specified_sample) (acc : list numbered) : list numbered :=
  match ss with [] => acc | s :: ss' => in_place (N.succ i) ss' ((i, s) :: acc) end.
Definition merged_specified (data : table) (ss : list specified_sample) : result (list specified_sample) :=
  kept <- firsts data None (sort by_place (in_place 0 ss [])) [] ;;
  Ok (tail_map snd (sort (fun a b => N.leb (fst a) (fst b)) kept)).

(* the line of a sample is its line in the data file *)
Definition specified_in (data : table) (labelling : option table) : result (list specified_sample) :=
  ss <- of_rows file (specified_sample_of data) data labelling ;; merged_specified data ss.
End Reading.
