(* A reader of lines: state, errors, lines of given forms. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Words.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* A file as its lines, each without the line feed that ends it, and what stands
   behind the last line feed. *)
Record text := TextFile { lines : list string; tail : string }.

(* the lines not read yet; the number of the line read last *)
Record state := State { rest : list string; number : N; open_end : bool }.
Definition reader (A : Type) := state -> result (A * state).

Definition ret A (a : A) : reader A := fun s => Ok (a, s).
Definition rbind A B (m : reader A) (f : A -> reader B) : reader B := fun s =>
  match m s with Ok (a, s') => f a s' | Error e => Error e end.
Notation "'let!' x := a 'in' b" := (rbind a (fun x => b)) (at level 200, x pattern, a at level 200, b at level 200).

Definition rfail A (c : N) (t : list piece) : reader A := fun s => fail c (number s) t.
Arguments rfail {A}.
Definition need (b : bool) (c : N) (t : list piece) : reader unit :=
  if b then ret tt else rfail c (Text "expected " :: t).
(* the line read last *)
Definition here : reader N := fun s => Ok (number s, s).

(* a word as a value, or an error that says what was expected *)
Definition value A (c : N) (read : string -> option A) (what word : string) : reader A :=
  match read word with
  | Some a => ret a
  | None => rfail c [Text ("expected " ++ what ++ ", found '"); Text word; Text "'"]
  end.
Definition count_word : string -> reader N := value 311 count "a count".
Definition integer_word : string -> reader Z := value 311 integer "an integer".
Definition rational_word : string -> reader Q := value 311 rational "a rational in lowest terms".
Definition name_word : string -> reader string := value 303 name "a name".
Definition digest_word : string -> reader string := value 303 digest "64 lower-case hexadecimal digits".
(* [special] stands for None *)
Definition or_word (special : string) (word : string) : reader (option Q) :=
  if String.eqb word special then ret None
  else let! q := rational_word word in ret (Some q).

(* every word by m, in order *)
Fixpoint each_from A B (m : A -> reader B) (l : list A) (acc : list B) (s : state) : result (list B * state) :=
  match l with
  | [] => Ok (rev_append acc [], s)
  | a :: l' => match m a s with Ok (b, s') => each_from m l' (b :: acc) s' | Error e => Error e end
  end.
Definition each A B (m : A -> reader B) (l : list A) : reader (list B) := each_from m l [].

(* m, n times.  Each time reads a line at least, so the lines that are left bound
   the number of times. *)
Fixpoint times_from A (fuel : list string) (n : N) (m : reader A) (acc : list A) (s : state) : result (list A * state) :=
  match n with
  | N0 => Ok (rev_append acc [], s)
  | Npos _ =>
      match m s with
      | Error e => Error e
      | Ok (a, s') =>
          match fuel with
          | [] => fail 901 (number s') [Text "internal error: a line was not read"]
          | _ :: fuel' => times_from fuel' (N.pred n) m (a :: acc) s'
          end
      end
  end.
Definition times A (n : N) (m : reader A) : reader (list A) := fun s =>
  times_from (rest s) n m [] s.

(* ---- lines ---- *)
Definition keywords : list string := split " "
  "claim dimension outputs construction data part labels-file features labels frozen-columns model external frozen network layer row samples sample margins preactivation projection bits method line at tree sum pair split leaf patterns cover values points trees step centre output-deviation patched specification upper END".
Definition repeated : list string := split " " "part layer row sample preactivation at sum pair split leaf".

(* the next line that is not a comment *)
Fixpoint next_line (ls : list string) (n : N) (tail : bool) : result (string * state) :=
  let n := N.succ n in
  match ls with
  | [] => fail 305 n [Text (if tail then "expected more, found the end of the file inside a line"
                            else "expected more, found the end of the file")]
  | l :: ls' =>
      match unprintable l with
      | Some b => fail 307 n [Text "expected printable ASCII, found the byte "; Text (show_byte b)]
      | None => if starts_with "%" l then next_line ls' n tail else Ok (l, State ls' n tail)
      end
  end.

(* the first word of the next line, which is not read; a defect of the line is told when it is *)
Definition next_word : reader string := fun s =>
  match next_line (rest s) (number s) (open_end s) with
  | Ok (l, _) => Ok (match split " " l with w :: _ => w | [] => "" end, s)
  | Error _ => Ok ("", s)
  end.
(* any number of lines that begin with the keyword; [read_one] is given those read before, reversed *)
Fixpoint many_from A (keyword : string) (read_one : list A -> reader A) (fuel : list string) (acc : list A) (s : state)
    : result (list A * state) :=
  match next_word s with
  | Error e => Error e
  | Ok (w, _) =>
      if String.eqb w keyword then
        match fuel, read_one acc s with
        | _ :: fuel', Ok (x, s') => many_from keyword read_one fuel' (x :: acc) s'
        | _, Error e => Error e
        | [], _ => fail 901 (number s) [Text "internal error: a line was not read"]
        end
      else Ok (rev_append acc [], s)
  end.
Definition many A (keyword : string) (read_one : list A -> reader A) : reader (list A) := fun s =>
  many_from keyword read_one (rest s) [] s.

(* the next line, which begins with one of the keywords: which, and the words behind it *)
Definition line_beginning (ks : list string) : reader (string * list string) := fun s =>
  match next_line (rest s) (number s) (open_end s) with
  | Error e => Error e
  | Ok (l, s') =>
      let ws := split " " l in
      if existsb (String.eqb "") ws then
        fail 303 (number s') [Text "expected words separated by single spaces, found an empty word"]
      else match ws with
      | [] => fail 303 (number s') [Text "expected a word, found none"]
      | w :: ws' =>
          if among w ks then Ok ((w, ws'), s')
          else
            let miscounted := (among w keywords && existsb (fun k => among k repeated) (w :: ks))%bool in
            fail (if miscounted then 304 else 303) (number s')
              [Text ("expected a line '" ++ String.concat "' or '" ks ++ "', found '"); Text w; Text "'"]
      end
  end.
(* the words of the next line behind the keyword *)
Definition words_after (keyword : string) : reader (list string) :=
  let! (_, ws) := line_beginning [keyword] in ret ws.

(* A form is the line to be expected, with * for what is read: "layer * *" or
   "tree sums=* nodes=*".  What the stars stand for, if the words have the form. *)
Fixpoint match_words (form ws : list string) (acc : list string) : option (list string) :=
  match form, ws with
  | [], [] => Some (rev_append acc [])
  | f :: form', w :: ws' =>
      match split "*" f with
      | [prefix; ""] => match strip prefix w with
                        | Some v => match_words form' ws' (v :: acc)
                        | None => None
                        end
      | _ => if String.eqb f w then match_words form' ws' acc else None
      end
  | _, _ => None
  end.
Fixpoint find_form (k : nat) (forms : list string) (ws : list string) : option (nat * list string) :=
  match forms with
  | [] => None
  | f :: forms' => match match_words (tl (split " " f)) ws [] with
                   | Some vs => Some (k, vs)
                   | None => find_form (S k) forms' ws
                   end
  end.
(* a line of one of the forms: which, and the stars *)
Definition line_of (keyword : string) (forms : list string) : reader (nat * list string) :=
  let! ws := words_after keyword in
  match find_form 0 forms ws with
  | Some r => ret r
  | None => rfail 303 [Text ("expected '" ++ String.concat "' or '" forms ++ "', found another line")]
  end.
(* one count *)
Definition count_line (keyword form : string) : reader N :=
  let! (_, vs) := line_of keyword [form] in
  match vs with [w] => count_word w | _ => rfail 901 [Text "internal error: a form"] end.
Definition counts_line (keyword form : string) : reader (N * N) :=
  let! (_, vs) := line_of keyword [form] in
  match vs with
  | [v; w] => let! a := count_word v in let! b := count_word w in ret (a, b)
  | _ => rfail 901 [Text "internal error: a form"]
  end.
(* so many words behind the keyword *)
Definition list_line A (keyword : string) (size : N) (read : string -> reader A) : reader (list A) :=
  let! ws := words_after keyword in
  let! _ := need (N.eqb (sizeN ws) size) 303
    [Count size; Text (" words after '" ++ keyword ++ "', found "); Count (sizeN ws)] in
  each read ws.
