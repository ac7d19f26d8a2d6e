(* The words of a certificate and the numbers that they stand for (section 1 of
   certificate-format.md).  Everything here is tail-recursive where a word or a line
   can be long: it is extracted. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate PointOrder Digits.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* ---- characters ---- *)
Definition code_of (c : ascii) : N := N_of_ascii c.
Definition between (a b c : ascii) : bool := (N.leb (code_of a) (code_of c) && N.leb (code_of c) (code_of b))%bool.
Definition digit (c : ascii) : option Z :=
  if between "0" "9" c then Some (Z.of_N (code_of c) - 48)%Z else None.
(* upper-case hexadecimal: A to F only; the digits are those of [digit] *)
Definition hex_upper (c : ascii) : option Z :=
  if between "A" "F" c then Some (Z.of_N (code_of c) - 55)%Z else digit c.
Definition hex_lower (c : ascii) : option Z :=
  if between "a" "f" c then Some (Z.of_N (code_of c) - 87)%Z else digit c.

Definition hex_char (n : N) : ascii := ascii_of_N (if N.ltb n 10 then 48 + n else 55 + n).
(* "0x0A" *)
Definition show_byte (n : N) : string :=
  String "0" (String "x" (String (hex_char (n / 16)) (String (hex_char (n mod 16)) ""))).

(* ---- strings ---- *)
(* reversed s, then t *)
Fixpoint rev_onto (s t : string) : string :=
  match s with EmptyString => t | String c s' => rev_onto s' (String c t) end.
Definition reversed (s : string) : string := rev_onto s "".

(* what follows the prefix *)
Fixpoint strip (prefix word : string) : option string :=
  match prefix, word with
  | EmptyString, _ => Some word
  | String a p, String b w => if Ascii.eqb a b then strip p w else None
  | _, _ => None
  end.

(* split at every separator; acc is the word so far, reversed *)
Fixpoint split_from (separator : ascii) (s acc : string) (words : list string) : list string :=
  match s with
  | EmptyString => rev_append (reversed acc :: words) []
  | String c s' =>
      if Ascii.eqb c separator then split_from separator s' "" (reversed acc :: words)
      else split_from separator s' (String c acc) words
  end.
Definition split (separator : ascii) (s : string) : list string := split_from separator s "" [].

(* the first byte that is not printable ASCII *)
Fixpoint unprintable (s : string) : option N :=
  match s with
  | EmptyString => None
  | String c s' => let n := code_of c in
      if (N.leb 32 n && N.leb n 126)%bool then unprintable s' else Some n
  end.

Definition starts_with (c : ascii) (s : string) : bool :=
  match s with String a _ => Ascii.eqb a c | EmptyString => false end.

(* ---- lists ---- *)
Fixpoint map_result_from A B (f : A -> result B) (l : list A) (acc : list B) : result (list B) :=
  match l with
  | [] => Ok (rev_append acc [])
  | a :: l' => match f a with Ok b => map_result_from f l' (b :: acc) | Error e => Error e end
  end.
Definition map_result A B (f : A -> result B) (l : list A) : result (list B) := map_result_from f l [].

(* the first n members, and the others; acc: reversed, before the first ones *)
Fixpoint cut A (n : N) (l : list A) (acc : list A) : list A * list A :=
  match l with
  | [] => (rev_append acc [], [])
  | a :: l' => match n with
               | N0 => (rev_append acc [], l)
               | Npos _ => cut (N.pred n) l' (a :: acc)
               end
  end.

(* increasing, all above [before] and below [last] *)
Fixpoint increasing_within (before : N) (l : list N) (last : N) : bool :=
  match l with
  | [] => N.ltb before last
  | n :: l' => (N.ltb before n && increasing_within n l' last)%bool
  end.

Definition among (w : string) (l : list string) : bool := existsb (String.eqb w) l.
Definition not_above (a b : string) : bool := match String.compare a b with Gt => false | _ => true end.
Definition below (a b : string) : bool := match String.compare a b with Lt => true | _ => false end.
Definition no_repetition (l : list string) : bool := increasing below (sort not_above l).

(* ---- numbers ---- *)
(* all of s as digits *)
Definition digits (s : string) : option Z :=
  match run 10 digit s with (n, _, EmptyString) => Some n | _ => None end.
(* what that is: all of s as digits behind the number acc *)
Fixpoint digits_from (acc : Z) (s : string) : option Z :=
  match s with
  | EmptyString => Some acc
  | String c s' => match digit c with Some d => digits_from (10 * acc + d) s' | None => None end
  end.
Theorem digits_plain s : digits s = digits_from 0 s.
Proof.
  unfold digits; rewrite run_plain; generalize 0%Z at 2; generalize 0%Z as acc.
  induction s as [|c s IH]; intros acc n; simpl; [reflexivity|]; destruct (digit c); [apply IH|reflexivity].
Qed.
(* 0|[1-9][0-9]* *)
Definition natural (s : string) : option Z :=
  match s with
  | EmptyString => None
  | String "0" EmptyString => Some 0%Z
  | String "0" _ => None
  | _ => digits s
  end.
(* the same behind an optional minus sign, but not -0 *)
Definition integer (s : string) : option Z :=
  match s with
  | String "-" s' => match natural s' with
                     | Some 0%Z => None
                     | Some n => Some (- n)%Z
                     | None => None
                     end
  | _ => natural s
  end.

Definition longest_count : Z := 10 ^ 18.
(* a natural number below 10^18 *)
Definition count (s : string) : option N :=
  match natural s with
  | Some n => if Z.ltb n longest_count then Some (Z.to_N n) else None
  | None => None
  end.

(* integer, or p/q in lowest terms with q > 1 *)
Definition rational (s : string) : option Q :=
  match split "/" s with
  | [p] => match integer p with Some n => Some (Qmake n 1) | None => None end
  | [p; q] =>
      match integer p, natural q with
      | Some n, Some (Zpos d) =>
          if (Pos.ltb 1 d && Z.eqb (Z.gcd n (Zpos d)) 1)%bool then Some (Qmake n d) else None
      | _, _ => None
      end
  | _ => None
  end.

(* ---- names and digests ---- *)
Definition plain (c : ascii) : bool :=
  (between "A" "Z" c || between "a" "z" c || between "0" "9" c
   || Ascii.eqb c "_" || Ascii.eqb c "." || Ascii.eqb c "-")%bool.

(* the bytes that a name stands for; acc is reversed *)
Fixpoint name_from (s acc : string) : option string :=
  match s with
  | EmptyString => Some (reversed acc)
  | String "%" (String a (String b s')) =>
      match hex_upper a, hex_upper b with
      | Some x, Some y =>
          let c := ascii_of_N (Z.to_N (16 * x + y)) in
          if plain c then None else name_from s' (String c acc)
      | _, _ => None
      end
  | String c s' => if plain c then name_from s' (String c acc) else None
  end.
Definition name (s : string) : option string :=
  match s with EmptyString => None | _ => name_from s "" end.

Fixpoint all_hex_lower (n : nat) (s : string) : bool :=
  match n, s with
  | O, EmptyString => true
  | S n', String c s' => match hex_lower c with Some _ => all_hex_lower n' s' | None => false end
  | _, _ => false
  end.
(* SHA-256: 64 lower-case hexadecimal digits *)
Definition digest (s : string) : option string := if all_hex_lower 64 s then Some s else None.
