(* Cells of CSV files and the numbers that stand in them (section 5 of
   certificate-format.md). *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Words Digits.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* ---- cells ---- *)
Definition quote : ascii := ascii_of_N 34.
Definition line_feed : ascii := ascii_of_N 10.
Definition carriage_return : ascii := ascii_of_N 13.
Definition tab : ascii := ascii_of_N 9.

(* where in a cell: before its first byte; in an unquoted one; in a quoted one;
   behind its closing quote, or between two doubled ones; behind a carriage return *)
Inductive place := Start | Plain | Quoted | Closed | Returned.

Section Table.
(* what stands between two cells, and what is dropped around one that is not quoted *)
Variables (separator : ascii) (blank : ascii -> bool).

Fixpoint drop_blanks (s : string) : string :=
  match s with
  | String c s' => if blank c then drop_blanks s' else s
  | EmptyString => s
  end.
(* of an unquoted cell, reversed *)
Definition trimmed (acc : string) : string := drop_blanks (reversed (drop_blanks acc)).
Definition cell_of (quoted : bool) (acc : string) : string := if quoted then reversed acc else trimmed acc.

(* rows with the lines on which they begin; an empty line is no row *)
Definition csv_row : Type := N * list string.
Definition close_row (start : N) (empty_line : bool) (cells : list string) (rows : list csv_row) : list csv_row :=
  if empty_line then rows else (start, rev_append cells []) :: rows.

(* acc: the cell, reversed; quoted: whether it is or was; cells, rows: reversed; line:
   that of the next byte; start: that of the row *)
Fixpoint scan (s : string) (p : place) (quoted : bool) (acc : string) (cells : list string)
    (rows : list csv_row) (line start : N) {struct s} : result (list csv_row) :=
  let wrong c t := fail c line [Text t] in
  match s with
  | EmptyString =>
      match p with
      | Quoted => wrong 305%N "expected a closing double quote, found the end of the file"
      | Returned => wrong 307%N "expected a line feed after the carriage return"
      | Start => Ok (rev_append (close_row start (match cells with [] => true | _ => false end) ("" :: cells) rows) [])
      | _ => Ok (rev_append (close_row start false (cell_of quoted acc :: cells) rows) [])
      end
  | String c s' =>
      let next := N.succ line in
      if Ascii.eqb c zero then wrong 307%N "expected text in UTF-8, found a NUL byte"
      else match p with
      | Quoted =>
          if Ascii.eqb c quote then scan s' Closed true acc cells rows line start
          else scan s' Quoted true (String c acc) cells rows (if Ascii.eqb c line_feed then next else line) start
      | _ =>
          if Ascii.eqb c line_feed then
            let empty := match p, cells, acc with
                         | Start, [], _ => true
                         | Returned, [], EmptyString => negb quoted
                         | _, _, _ => false
                         end in
            scan s' Start false "" [] (close_row start empty (cell_of quoted acc :: cells) rows) next next
          else match p with
          | Returned => wrong 307%N "expected a line feed after the carriage return"
          | _ =>
              if Ascii.eqb c carriage_return then scan s' Returned quoted acc cells rows line start
              else if Ascii.eqb c separator then scan s' Start false "" (cell_of quoted acc :: cells) rows line start
              else if Ascii.eqb c quote then
                match p with
                | Start => scan s' Quoted true "" cells rows line start
                | Closed => scan s' Quoted true (String c acc) cells rows line start
                | _ => wrong 303%N "found a double quote inside an unquoted cell"
                end
              else match p with
              | Closed => wrong 303%N "expected a delimiter or the end of the line after a quoted cell"
              | _ => scan s' Plain false (String c acc) cells rows line start
              end
          end
      end
  end.

End Table.

(* a tab that separates cells is none of those that are dropped *)
Definition blanks (separator c : ascii) : bool := (Ascii.eqb c " " || Ascii.eqb c tab && negb (Ascii.eqb separator tab))%bool.
Definition byte_order_mark : string :=
  String (ascii_of_N 239) (String (ascii_of_N 187) (String (ascii_of_N 191) "")).
Definition rows_between (separator : ascii) (blank : ascii -> bool) (bytes : string) : result (list csv_row) :=
  let s := match strip byte_order_mark bytes with Some s => s | None => bytes end in
  scan separator blank s Start false "" [] [] 1 1.
Definition csv_rows (separator : ascii) : string -> result (list csv_row) := rows_between separator (blanks separator).

(* ---- numbers ---- *)
Definition sign_of (s : string) : bool * string :=
  match s with
  | String "-" s' => (true, s')
  | String "+" s' => (false, s')
  | _ => (false, s)
  end.
Definition signed (negative : bool) (n : Z) : Z := if negative then (- n)%Z else n.

Definition any_hex (c : ascii) : option Z :=
  match hex_upper c with Some d => Some d | None => hex_lower c end.

(* digits with an optional point: the number without the point, and how many digits
   stand behind it; at least one digit *)
Definition mantissa (base : Z) (read : ascii -> option Z) (s : string) : option (Z * Z * string) :=
  let '(m, n, r) := run base read s in
  match r with
  | String "." r' =>
      let '(m', k, r'') := run base read r' in
      if Z.eqb (n + k) 0 then None else Some ((m * base ^ k + m')%Z, k, r'')
  | _ => if Z.eqb n 0 then None else Some (m, 0%Z, r)
  end.
(* what that is: the digits behind the point go on where those before it end *)
Definition plain_mantissa (base : Z) (read : ascii -> option Z) (s : string) : option (Z * Z * string) :=
  let '(m, n, r) := plain_run base read 0 0 s in
  match r with
  | String "." r' =>
      let '(m', k, r'') := plain_run base read m 0 r' in
      if Z.eqb (n + k) 0 then None else Some (m', k, r'')
  | _ => if Z.eqb n 0 then None else Some (m, 0%Z, r)
  end.
Theorem mantissa_plain base read s : mantissa base read s = plain_mantissa base read s.
Proof.
  unfold mantissa, plain_mantissa; rewrite run_plain.
  destruct (plain_run base read 0 0 s) as [[m n] r]; destruct r as [|c r]; [reflexivity|].
  rewrite run_plain; assert (h := @plain_run_behind base read r 0 m 0 (Z.le_refl 0)).
  replace (m * base ^ 0 + 0)%Z with m in h by (rewrite Z.pow_0_r; ring); rewrite h.
  destruct (plain_run base read 0 0 r) as [[m' k] r'']; reflexivity.
Qed.
(* nothing, or the letter and an integer *)
Definition exponent (lower upper : ascii) (s : string) : option Z :=
  match s with
  | EmptyString => Some 0%Z
  | String c s' =>
      if (Ascii.eqb c lower || Ascii.eqb c upper)%bool then
        let (negative, s'') := sign_of s' in
        match run 10 digit s'' with
        | (n, k, EmptyString) => if Z.eqb k 0 || Z.ltb 20000 n then None else Some (signed negative n)
        | _ => None
        end
      else None
  end.

(* m times base to the power e *)
Definition scaled (base m e : Z) : Q :=
  if Z.leb 0 e then Qmake (m * base ^ e) 1
  else Qred (Qmake m (Z.to_pos (base ^ (- e)))).

Definition decimal (s : string) : option Q :=
  let (negative, s') := sign_of s in
  match mantissa 10 digit s' with
  | Some (m, k, r) =>
      match exponent "e" "E" r with
      | Some e => Some (scaled 10 (signed negative m) (e - k))
      | None => None
      end
  | None => None
  end.
Definition fraction (s : string) : option Q :=
  let (negative, s') := sign_of s in
  match run 10 digit s' with
  | (p, n, String "/" r) =>
      match run 10 digit r with
      | (Zpos q, _, EmptyString) => if Z.eqb n 0 then None else Some (Qred (Qmake (signed negative p) q))
      | _ => None
      end
  | _ => None
  end.
Definition hexadecimal (s : string) : option Q :=
  let (negative, s') := sign_of s in
  let body := match strip "0x" s' with Some b => Some b | None => strip "0X" s' end in
  match body with
  | Some b =>
      match mantissa 16 any_hex b with
      | Some (m, k, r) =>
          match exponent "p" "P" r with
          | Some e => Some (scaled 2 (signed negative m) (e - 4 * k))
          | None => None
          end
      | None => None
      end
  | None => None
  end.

(* ---- rounding to binary32 and binary64 ---- *)
(* digits, exponent of the least positive number, overflow at 2^e *)
Definition parameters (r : rounding) : option (Z * Z * Z) :=
  match r with
  | Exact => None
  | Float32 => Some (24, -149, 128)%Z
  | Float64 => Some (53, -1074, 1024)%Z
  end.
Definition bits (n : Z) : Z := Z.log2 n + 1.
(* n / d for n >= 0, d > 0, to the nearest integer, ties to even *)
Definition nearest (n d : Z) : Z :=
  let (q, r) := Z.div_eucl n d in
  match Z.compare (2 * r) d with
  | Lt => q
  | Gt => q + 1
  | Eq => if Z.even q then q else q + 1
  end%Z.
(* None: it rounds to infinity *)
Definition rounded (x : Q) (digits least overflow : Z) : option Q :=
  let p := Z.abs (Qnum x) in let q := Zpos (Qden x) in
  if Z.eqb p 0 then Some x
  else
    let e := (bits p - bits q)%Z in
    let e := if Z.ltb (Z.shiftl p (Z.max (- e) 0)) (Z.shiftl q (Z.max e 0)) then (e - 1)%Z else e in
    let k := Z.max (e - digits + 1) least in
    let n := nearest (Z.shiftl p (Z.max (- k) 0)) (Z.shiftl q (Z.max k 0)) in
    if Z.leb (Z.shiftl 1 (overflow + Z.max (- k) 0)) (Z.shiftl n (Z.max k 0)) then None
    else Some (scaled 2 (signed (Z.ltb (Qnum x) 0) n) k).

(* the number of a cell; errors 311 and 316 *)
Definition cell_number (r : rounding) (s : string) : Q + N :=
  let x := match decimal s with
           | Some x => Some x
           | None => match fraction s with Some x => Some x | None => hexadecimal s end
           end in
  match x with
  | None => inr 311%N
  | Some x => match parameters r with
              | None => inl x
              | Some (d, l, o) => match rounded x d l o with Some y => inl y | None => inr 316%N end
              end
  end.
