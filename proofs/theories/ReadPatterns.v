(* The grammar of certificate-format.md: lower bounds by patterns, section 16. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Patterns Words Reader ReadBody.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* counted from 1 in the file *)
Definition index_word (what : string) (most : N) (w : string) : reader N :=
  let! i := count_word w in
  let! _ := need (N.leb 1 i && N.leb i most)%bool 303 [Text what; Text " from 1 to "; Count most] in
  ret (N.pred i).
Definition sample_word : N -> string -> reader N := index_word "a sample".
Definition neuron_word (least most : N) (w : string) : reader N :=
  let! j := count_word w in
  let! _ := need (N.leb least j && N.leb j most)%bool 303 [Text "a neuron from "; Count least; Text " to "; Count most] in
  ret j.

(* ---- nodes ---- *)
(* a word of 0 and 1; acc is reversed *)
Fixpoint binary_from (w : string) (acc : list bool) : option (list bool) :=
  match w with
  | EmptyString => Some (rev_append acc [])
  | String c w' =>
      if Ascii.eqb c "1" then binary_from w' (true :: acc)
      else if Ascii.eqb c "0" then binary_from w' (false :: acc)
      else None
  end.
Definition binary_word (size : N) (w : string) : reader (list bool) :=
  match binary_from w [] with
  | Some ds => let! _ := need (N.eqb (sizeN ds) size) 303 [Count size; Text " digits 0 or 1"] in ret ds
  | None => rfail 303 [Text "expected "; Count size; Text " digits 0 or 1, found '"; Text w; Text "'"]
  end.
Definition multiplier_word (w : string) : reader Z :=
  let! c := integer_word w in
  let! _ := need (negb (Z.eqb c 0)) 303 [Text "an integer that is not 0"] in
  ret c.

(* so many neurons beside the constant's; the least one is 0 or 1 *)
Section Nodes.
Variables samples least neurons : N.

Definition read_pattern_row : reader pattern_row :=
  let! (k, ws) := line_beginning ["pair"; "sum"] in
  let! l := here in
  match ws with
  | [i; a; c] =>
      let! i := sample_word samples i in
      if String.eqb k "pair" then
        let! j := neuron_word least neurons a in
        let! c := multiplier_word c in
        ret (PairRow l i j c)
      else
        let! ds := binary_word (N.succ neurons - least) a in
        let! c := multiplier_word c in
        ret (SumRow l i ds c)
  | _ => rfail 303 [Text "expected 3 words behind '"; Text k; Text "', found "; Count (sizeN ws)]
  end.

Definition further (j : N) (ks : list N) : bool :=
  (negb (existsb (N.eqb j) ks) && increasing_within 0 ks (N.succ neurons))%bool.
Definition read_node : reader pattern_node :=
  let! (k, ws) := line_beginning ["split"; "leaf"] in
  let! l := here in
  if String.eqb k "split" then
    match ws with
    | i :: j :: ks =>
        let! i := sample_word samples i in
        let! j := neuron_word 1 neurons j in
        let! ks := each (neuron_word 1 neurons) ks in
        let! _ := need (further j ks) 303 [Text "further neurons, increasing and other than the first"] in
        ret (SplitNode l i j ks)
    | _ => rfail 303 [Text "expected 'split I J K..', found fewer words"]
    end
  else
    match ws with
    | [r] =>
        let! r := count_word r in
        let! _ := need (N.leb 1 r) 303 [Text "a leaf with a row"] in
        let! rs := times r read_pattern_row in
        ret (LeafNode l rs)
    | _ => rfail 303 [Text "expected 'leaf R', found another line"]
    end.

(* until all children have been visited: so many are to come *)
Fixpoint nodes_from (fuel : list string) (to_come : N) (acc : list pattern_node) (s : state)
    : result (list pattern_node * state) :=
  match to_come with
  | N0 => Ok (rev_append acc [], s)
  | Npos _ =>
      match read_node s with
      | Error e => Error e
      | Ok (x, s') =>
          match fuel with
          | [] => fail 901 (number s') [Text "internal error: a line was not read"]
          | _ :: fuel' =>
              nodes_from fuel' (match x with SplitNode _ _ _ _ => N.succ to_come | LeafNode _ _ => N.pred to_come end)
                (x :: acc) s'
          end
      end
  end.
Definition read_nodes : reader (list pattern_node) := fun s => nodes_from (rest s) 1 [] s.
End Nodes.

(* ---- trees ---- *)
Definition constant_word (w : string) : reader constant :=
  if String.eqb w "zero" then ret ConstantZero
  else if String.eqb w "positive" then ret ConstantPositive
  else if String.eqb w "negative" then ret ConstantNegative
  else rfail 303 [Text "expected zero, positive or negative, found '"; Text w; Text "'"].
Definition read_pattern_tree (samples : N) : reader pattern_tree :=
  let! (_, vs) := line_of "tree" ["tree plus=* minus=* constant=* nodes=*"] in
  let! l := here in
  match vs with
  | [p; q; c; n] =>
      let! p := count_word p in
      let! q := count_word q in
      let! c := constant_word c in
      let! n := count_word n in
      let! _ := need (N.leb 1 (p + q)) 303 [Text "a tree of one neuron or more"] in
      let! xs := read_nodes samples (match c with ConstantZero => 1 | _ => 0 end) (p + q) in
      let! _ := fun s => bind (require (N.eqb (sizeN xs) n) 304 l
                  [Text "expected a tree of "; Count n; Text " nodes, found "; Count (sizeN xs)]) (fun u => Ok (u, s)) in
      ret (PatternTree l p q c xs)
  | _ => internal
  end.

(* ---- the cover ---- *)
(* so many words behind the keyword *)
Definition counted_words (keyword : string) (size : N) : reader (list string) :=
  let! ws := words_after keyword in
  let! _ := need (N.eqb (sizeN ws) size) 304
    [Count size; Text (" words after '" ++ keyword ++ "', found "); Count (sizeN ws)] in
  ret ws.
Definition read_cover (dimension samples : N) : reader cover :=
  let! (k, vs) := line_of "cover"
    ["cover none"; "cover ranks hyperplanes=*"; "cover slices hyperplanes=* feature=* values=*";
     "cover points hyperplanes=* samples=*"] in
  let! l := here in
  match vs with
  | [] => ret (Cover l 0 CoverNone)
  | h :: vs =>
      let! h := count_word h in
      match vs with
      | [] => ret (Cover l h CoverRanks)
      | [f; r] =>
          let! f := index_word "a feature" dimension f in
          let! r := count_word r in
          let! _ := need (N.leb 1 r) 303 [Text "values=1 or more"] in
          let! ws := counted_words "values" r in
          let! qs := each rational_word ws in
          ret (Cover l h (CoverSlices f qs))
      | [w] =>
          let! w := count_word w in
          let! _ := need (N.leb 1 w) 303 [Text "samples=1 or more"] in
          let! ws := counted_words "points" w in
          let! is := each (sample_word samples) ws in
          let! _ := need (increasing_within 0 (map N.succ is) (N.succ samples)) 303 [Text "increasing samples"] in
          ret (Cover l h (CoverPoints is))
      | _ => internal
      end
  end.

(* of the component that is looked at: [form] is the first line, [component] reads its star *)
Definition read_patterns A (form : string) (component : string -> reader A) (dimension samples : N) : reader (A * patterns) :=
  let! (_, vs) := line_of "patterns" [form] in
  let! j := match vs with [w] => component w | _ => internal end in
  let! c := read_cover dimension samples in
  let! n := count_line "trees" "trees *" in
  let! l := here in
  let! ts := times n (read_pattern_tree samples) in
  ret (j, Patterns c l ts).
