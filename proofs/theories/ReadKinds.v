(* The grammar of certificate-format.md: what stands in a certificate of each kind,
   sections 3, 6, 9, 11, 15 and 16.  What differs with specifications (ReadSpecification.v)
   is an argument here: the line behind `outputs`, the body, the component that a bound looks at. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool DecimalString.
From FTCert Require Import Certificate Words Reader ReadPatterns.
From FTCert Require Export ReadBody.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* ---- interpolation ---- *)
Definition read_construction : reader (N * option N) :=
  let! (_, vs) := line_of "construction" ["construction none"; "construction * bound=*"] in
  let! l := here in
  match vs with
  | [n; b] => let! _ := name_word n in let! b := count_word b in ret (l, Some b)
  | _ => ret (l, None)
  end.

Definition show_count (n : N) : string := NilZero.string_of_uint (N.to_uint n).
(* the hidden layers are counted from 1; one margin for each but the last layer *)
Fixpoint read_margins (l : N) (n : network_text) : reader (list margin) :=
  match n with
  | [] | [_] => ret []
  | _ :: n' =>
      let! (_, vs) := line_of "preactivation"
        ["preactivation " ++ show_count l ++ " least=* nonzero=*"] in
      let! at_ := here in
      let! m := match vs with
                | [a; b] => let! a := or_word "none" a in let! b := or_word "none" b in ret (Margin at_ a b)
                | _ => internal
                end in
      let! ms := read_margins (N.succ l) n' in
      ret (m :: ms)
  end.
Definition read_projection (dimension : N) : reader (N * option projection) :=
  let! (_, vs) := line_of "projection" ["projection none"; "projection direction=* gap=*"] in
  let! l := here in
  match vs with
  | [a; q] =>
      let! a := each integer_word (split "," a) in
      let! q := or_word "none" q in
      let! _ := need (N.eqb (sizeN a) dimension) 303 [Text "a direction of "; Count dimension; Text " integers"] in
      ret (l, Some (Projection a q))
  | _ => ret (l, None)
  end.

(* the lines behind those of sizes; [read_b] reads those of the body, around the network g *)
Definition read_network_lines A (z : sizes) (read_b : reader network_text -> reader (body * network_text * A))
    : reader (interpolation * A) :=
  let! (cl, promise) := read_construction in
  let! (b, g, a) := read_b (read_network "g" 2) in
  let! _ := line_of "margins" ["margins"] in
  let! ms := read_margins 1 g in
  let! (pl, p) := read_projection (dimension b) in
  let! (most, total) := counts_line "bits" "bits most=* total=*" in
  let! bl := here in
  ret (Interpolation b cl promise g ms pl p bl most total, a).
Definition read_interpolation (version : nat) (l : N) (c : claim) : reader certificate :=
  let! z := read_sizes in
  let! (x, _) := read_network_lines z
    (fun read_g => let! (b, _, g) := read_body version l c z read_plain_f read_g in ret (b, g, tt)) in
  ret (OfInterpolation x).

(* ---- lower bounds ---- *)
(* patterns: of version 1.3 *)
Definition read_method (version : nat) : reader method :=
  let! (k, _) := line_of "method"
    (["method alternation"; "method signs"; "method exhaustion"] ++ if Nat.leb 3 version then ["method patterns"] else [])%list in
  ret (match k with 0%nat => Alternation | 1%nat => Signs | 2%nat => Exhaustion | _ => ByPatterns end).
Definition read_point (sample_count : N) : reader line_point :=
  let! (k, vs) := line_of "at" ["at *"; "at * convex"; "at * concave"] in
  let! l := here in
  let! i := match vs with [w] => count_word w | _ => internal end in
  let! _ := need (N.leb 1 i && N.leb i sample_count)%bool 303 [Text "a sample from 1 to "; Count sample_count] in
  ret (LinePoint l (N.pred i) (match k with 0%nat => None | 1%nat => Some true | _ => Some false end)).

Definition read_sum (points : N) : reader slope_sum :=
  let! ws := words_after "sum" in
  let! l := here in
  match ws with
  | [] => rfail 303 [Text "expected 'positive' or 'negative'"]
  | w :: ws =>
      let! _ := need (String.eqb w "positive" || String.eqb w "negative")%bool 303 [Text "'positive' or 'negative'"] in
      let! rs := each count_word ws in
      let! _ := need (increasing_within 1 rs points) 303 [Text "increasing positions from 2 to "; Count (N.pred points)] in
      ret (SlopeSum l (String.eqb w "positive") rs)
  end.
Definition read_tree (points : N) : reader tree :=
  let! _ := need (N.leb 3 points) 303 [Text "at least 3 points on the line"] in
  let! (s, n) := counts_line "tree" "tree sums=* nodes=*" in
  let! l := here in
  let! xs := times s (read_sum points) in
  ret (Tree l n xs).

(* [component]: how a line says which component is looked at, as a form, and what its star stands for *)
Definition read_line A (form : string) (component : string -> reader A) (b : body) : reader (A * list line_point) :=
  let! (_, vs) := line_of "line" [form] in
  match vs with
  | [w; n] =>
      let! j := component w in
      let! n := count_word n in
      let! _ := need (N.leb 2 n) 303 [Text "at least 2 points on the line"] in
      let! ps := times n (read_point (sample_count b)) in
      ret (j, ps)
  | _ => internal
  end.
(* an output, counted from 1 in the file *)
Definition output_word (outputs : N) (w : string) : reader N :=
  let! j := count_word w in
  let! _ := need (N.leb 1 j && N.leb j outputs)%bool 303 [Text "an output from 1 to "; Count outputs] in
  ret (N.pred j).
Definition read_bound_lines A C (version : nat) (shown : string) (component : string -> reader C) (output_of : C -> N)
    (read_b : reader (body * A)) : reader (bound * C * A) :=
  let! m := read_method version in
  let! (b, a) := read_b in
  match m with
  | ByPatterns =>
      let! (j, w) := read_patterns ("patterns " ++ shown ++ "=*") component (dimension b) (sample_count b) in
      ret (Bound b m (output_of j) [] None (Some w), j, a)
  | _ =>
      let! (j, ps) := read_line ("line " ++ shown ++ "=* points=*") component b in
      let! t := match m with
                | Exhaustion => let! t := read_tree (sizeN ps) in ret (Some t)
                | _ => ret None
                end in
      ret (Bound b m (output_of j) ps t None, j, a)
  end.
Definition read_bound (version : nat) (l : N) (c : claim) : reader certificate :=
  let! z := read_sizes in
  let! (x, _, _) := read_bound_lines version "output" (output_word (size_outputs z)) (fun j => j)
    (let! (b, _, _) := read_body version l c z read_plain_f (ret tt) in ret (b, tt)) in
  ret (OfBound x).

(* ---- executions ---- *)
Definition read_centre (dimension : N) : reader (N * option (list Q)) :=
  let! ws := words_after "centre" in
  let! l := here in
  match ws with
  | ["none"] => ret (l, None)
  | _ =>
      let! _ := need (N.eqb (sizeN ws) dimension) 303 [Text "'none' or "; Count dimension; Text " numbers"] in
      let! cs := each rational_word ws in
      ret (l, Some cs)
  end.
Definition read_output_deviation (f : frozen_kind) : reader (option Q) :=
  let! (_, vs) := line_of "output-deviation" ["output-deviation none"; "output-deviation *"] in
  match vs with
  | [w] =>
      let! q := not_negative w in
      let! _ := need (match f with FrozenNetwork _ => true | _ => false end) 303
                  [Text "'output-deviation none' without 'frozen network'"] in
      ret (Some q)
  | _ => ret None
  end.
Definition read_patched : reader (N * option string) :=
  let! (_, vs) := line_of "patched" ["patched none"; "patched onnx sha256=*"] in
  let! l := here in
  match vs with
  | [d] => let! d := digest_word d in ret (l, Some d)
  | _ => ret (l, None)
  end.
(* [read_b] reads the lines of the body around those from the centre to g; [deviation_of] what stands behind them *)
Definition steps_in_file : Type := list (list step_text) * list step_text.
Definition read_execution_lines A (a g_format : format_name) (q : Q) (z : sizes)
    (read_b : forall B, reader B -> reader (body * option steps_in_file * B * A)) (deviation_of : body -> reader (option Q))
    : reader (execution * A) :=
  let between_ := let! (cl, ce) := read_centre (size_dimension z) in let! g := read_network "g" 2 in ret (cl, ce, g) in
  let! (b, staged, (cl, ce, g), more) := read_b _ between_ in
  let! q2 := deviation_of b in
  let! (pl, p) := read_patched in
  let (before, behind) := match staged with Some x => x | None => ([], []) end in
  ret (Execution b a g_format q before behind cl ce g q2 pl p, more).
Definition read_execution (version : nat) (l : N) (c : claim) (a g_format : format_name) (q : Q) : reader certificate :=
  let! z := read_sizes in
  let! (x, _) := read_execution_lines a g_format q z
    (fun _ between_ => let! (b, staged, y) := read_body version l c z (read_staged "f" 1) between_ in ret (b, staged, y, tt))
    (fun b => read_output_deviation (frozen_by b)) in
  ret (OfExecution x).
