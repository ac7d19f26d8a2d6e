(* The grammar of certificate-format.md: what stands in a certificate of each kind,
   sections 3, 6, 9, 11, 15 and 16. *)
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

Definition read_interpolation (version_2 : bool) (l : N) (c : claim) : reader certificate :=
  let! z := read_sizes in
  let! (cl, promise) := read_construction in
  let! (b, g) := read_body version_2 l c z (read_network "g" 2) in
  let! _ := line_of "margins" ["margins"] in
  let! ms := read_margins 1 g in
  let! (pl, p) := read_projection (dimension b) in
  let! (most, total) := counts_line "bits" "bits most=* total=*" in
  let! bl := here in
  ret (OfInterpolation (Interpolation b cl promise g ms pl p bl most total)).

(* ---- lower bounds ---- *)
(* patterns: of version 1.3 *)
Definition read_method (version_3 : bool) : reader method :=
  let! (k, _) := line_of "method"
    (["method alternation"; "method signs"; "method exhaustion"] ++ if version_3 then ["method patterns"] else [])%list in
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

Definition read_line (b : body) : reader (N * list line_point) :=
  let! (j, n) := counts_line "line" "line output=* points=*" in
  let! _ := need (N.leb 1 j && N.leb j (outputs b))%bool 303 [Text "an output from 1 to "; Count (outputs b)] in
  let! _ := need (N.leb 2 n) 303 [Text "at least 2 points on the line"] in
  let! ps := times n (read_point (sample_count b)) in
  ret (j, ps).
Definition read_bound (version_2 version_3 : bool) (l : N) (c : claim) : reader certificate :=
  let! z := read_sizes in
  let! m := read_method version_3 in
  let! (b, _) := read_body version_2 l c z (ret tt) in
  match m with
  | ByPatterns =>
      let! (j, w) := read_patterns (dimension b) (outputs b) (sample_count b) in
      ret (OfBound (Bound b m (N.pred j) [] None (Some w)))
  | _ =>
      let! (j, ps) := read_line b in
      let! t := match m with
                | Exhaustion => let! t := read_tree (sizeN ps) in ret (Some t)
                | _ => ret None
                end in
      ret (OfBound (Bound b m (N.pred j) ps t None))
  end.

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
Definition read_execution (l : N) (c : claim) (a g_format : format_name) (q : Q) : reader certificate :=
  let! z := read_sizes in
  let between_ := let! (cl, ce) := read_centre (size_dimension z) in let! g := read_network "g" 2 in ret (cl, ce, g) in
  let! (b, staged, (cl, ce, g)) := read_body_with true l c z (read_staged "f" 1) between_ in
  let! q2 := read_output_deviation (frozen_by b) in
  let! (pl, p) := read_patched in
  let (before, behind) := match staged with Some x => x | None => ([], []) end in
  ret (OfExecution (Execution b a g_format q before behind cl ce g q2 pl p)).

(* ---- the whole file ---- *)
Definition read_end : reader unit :=
  let! _ := line_of "END" ["END"] in
  fun s => match rest s with
           | [] => if open_end s then fail 306 (N.succ (number s)) [Text "expected nothing after END, found more"]
                   else Ok (tt, s)
           | _ => fail 306 (N.succ (number s)) [Text "expected nothing after END, found more"]
           end.

Definition read_all : reader certificate :=
  let! v := words_after "FTCERT" in
  let all := ["interpolation"; "bound"; "execution"] in
  let! (version_2, version_3, kinds) := match v with
      | ["1.0"] => ret (false, false, ["interpolation"])
      | ["1.1"] => ret (false, false, ["interpolation"; "bound"])
      | ["1.2"] => ret (true, false, all)
      | ["1.3"] => ret (true, true, all)
      | _ => rfail 302 [Text "expected FTCERT 1.0 to 1.3: this checker reads no other version"]
      end in
  let! (k, c, e) := read_claim kinds in
  let! l := here in
  let! x := match k, e with
            | _, Some (a, g, q) => read_execution l c a g q
            | 0%nat, None => read_interpolation version_2 l c
            | _, None => read_bound version_2 version_3 l c
            end in
  let! _ := read_end in
  ret x.

Definition read_certificate (t : text) : result certificate :=
  let first := match lines t with l :: _ => l | [] => tail t end in
  match strip "FTCERT " first with
  | None => fail 302 1 [Text "expected the first line FTCERT MAJOR.MINOR: this is not a certificate"]
  | Some _ =>
      match read_all (State (lines t) 0 (negb (String.eqb (tail t) ""))) with
      | Ok (c, _) => Ok c
      | Error e => Error e
      end
  end.
