(* The grammar of certificate-format.md: sections 2, 3, 4, 6, 9 and 11. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool DecimalString.
From FTCert Require Import Certificate PointOrder Words Reader.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

Definition internal {A} : reader A := rfail 901 [Text "internal error: a form"].

(* ---- networks ---- *)
Definition read_row (columns : N) : reader row :=
  let! qs := list_line "row" (N.succ columns) rational_word in
  match qs with b :: w => ret (b, w) | [] => internal end.
Definition read_layer : reader layer_text :=
  let! (r, c) := counts_line "layer" "layer * *" in
  let! l := here in
  let! rs := times r (read_row c) in
  ret (LayerText l c rs).
Definition read_network (name : string) (least : N) : reader network_text :=
  let! n := count_line "network" ("network " ++ name ++ " *") in
  let! _ := need (N.leb least n) 303 [Text "at least "; Count least; Text " layers"] in
  times n read_layer.

(* ---- the claim ---- *)
Definition claim_forms (kinds : list string) : list string :=
  map (fun k => "claim " ++ k ++ " layers=* neurons=* samples=* changed=*") kinds.
Definition read_claim (kinds : list string) : reader (nat * claim) :=
  let! (k, vs) := line_of "claim" (claim_forms kinds) in
  let! ns := each count_word vs in
  match ns with [l; m; n; c] => ret (k, Claim l m n c) | _ => internal end.

(* ---- where data and f come from ---- *)
(* the rounding, and whether it is that of features alone: words of version 1.2 *)
Definition read_rounding (version_2 : bool) (w : string) : reader (rounding * bool) :=
  if String.eqb w "none" then ret (Exact, false)
  else if String.eqb w "float32" then ret (Float32, false)
  else if String.eqb w "float64" then ret (Float64, false)
  else if (version_2 && String.eqb w "features-float32")%bool then ret (Float32, true)
  else if (version_2 && String.eqb w "features-float64")%bool then ret (Float64, true)
  else rfail 303 [Text "expected none or float32 or float64"; Text (if version_2 then " or features-float32 or features-float64" else "");
                  Text ", found '"; Text w; Text "'"].
Definition read_frozen_columns (outputs : N) : reader (list string) :=
  let! ws := words_after "frozen-columns" in
  match ws with
  | ["none"] => ret []
  | _ => let! _ := need (N.eqb (sizeN ws) outputs) 303 [Text "'none' or "; Count outputs; Text " names"] in
         each name_word ws
  end.
Definition once (columns : list string) : reader unit :=
  need (no_repetition columns) 303 [Text "different columns, found one that is chosen twice"].
Definition read_data (version_2 : bool) (dimension outputs : N) : reader (N * option data_file) :=
  let! (k, vs) := line_of "data"
    ["data none"; "data csv sha256=* rounding=*"; "data npy sha256=* rounding=*"] in
  let! l := here in
  match vs with
  | [d; r] =>
      let! d := digest_word d in
      let! (r, alone) := read_rounding version_2 r in
      let! fs := list_line "features" dimension name_word in
      let! _ := once fs in
      let! ls := list_line "labels" outputs name_word in
      let! _ := once (fs ++ ls)%list in
      let! cs := read_frozen_columns outputs in
      let! _ := once (fs ++ ls ++ cs)%list in
      ret (l, Some (DataFile (match k with 1%nat => Csv | _ => Npy end) d r alone fs ls cs))
  | _ => ret (l, None)
  end.

Definition all_different (l : list N) : bool := increasing N.ltb (sort N.leb l).
Definition read_model (outputs : N) : reader (N * option string) :=
  let! (_, vs) := line_of "model" ["model none"; "model onnx sha256=* outputs=*"] in
  let! l := here in
  match vs with
  | [d; js] =>
      let! d := digest_word d in
      let! js := each count_word (split "," js) in
      let! _ := need (N.eqb (sizeN js) outputs && all_different js)%bool 303
                  [Count outputs; Text " different output components"] in
      ret (l, Some d)
  | _ => ret (l, None)
  end.

Definition read_frozen (modelled : bool) (columns : option (list string)) : reader frozen_kind :=
  let! (k, _) := line_of "frozen" ["frozen zero"; "frozen values"; "frozen network"] in
  let! _ := need (negb modelled || Nat.eqb k 2)%bool 303 [Text "'frozen network' with 'model onnx'"] in
  let! _ := need (match columns with
                  | Some cs => Bool.eqb (Nat.eqb k 1) (negb (match cs with [] => true | _ => false end))
                  | None => true
                  end) 303 [Text "frozen-columns to name columns exactly with a data file and 'frozen values'"] in
  match k with
  | 0%nat => ret Zero
  | 1%nat => ret Values
  | _ => let! f := read_network "f" 1 in ret (FrozenNetwork f)
  end.

(* ---- samples ---- *)
Definition colon : reader unit := rfail 303 [Text "expected ':' between the parts of a sample"].
Definition read_sample (dimension outputs : N) (given : bool) : reader sample_text :=
  let! ws := list_line "sample" (dimension + 1 + outputs + (if given then 1 + outputs else 0))
               (fun w => ret w) in
  let! l := here in
  let (xs, more) := cut dimension ws [] in
  match more with
  | ":" :: more =>
      let (ys, vs) := cut outputs more [] in
      let! vs := match vs with
                 | [] => ret []
                 | ":" :: vs => ret vs
                 | _ => let! _ := colon in ret []
                 end in
      let! x := each rational_word xs in
      let! y := each (or_word "keep") ys in
      let! v := each rational_word vs in
      ret (SampleText l x y v)
  | _ => let! _ := colon in internal
  end.

(* ---- the part that all kinds share ---- *)
Definition positive_count (keyword form : string) (what : string) : reader N :=
  let! n := count_line keyword form in
  let! _ := need (N.leb 1 n) 303 [Text what] in
  ret n.

Record sizes := Sizes { size_dimension : N; size_outputs : N }.
Definition read_sizes : reader sizes :=
  let! d := positive_count "dimension" "dimension *" "a dimension of at least 1" in
  let! p := positive_count "outputs" "outputs *" "at least 1 output" in
  ret (Sizes d p).

(* [between_] reads what stands between f and the samples *)
Definition read_body A (version_2 : bool) (at_line_of_claim : N) (c : claim) (z : sizes) (between_ : reader A) : reader (body * A) :=
  let (d, p) := z in
  let! (dl, df) := read_data version_2 d p in
  let! (ml, md) := read_model p in
  let! f := read_frozen (match md with Some _ => true | None => false end)
              (match df with Some x => Some (frozen_columns x) | None => None end) in
  let! a := between_ in
  let! (k, vs) := line_of "samples" ["samples embedded *"; "samples external *"] in
  let! l := here in
  let! n := match vs with [w] => count_word w | _ => internal end in
  let ext := Nat.eqb k 1 in
  let! _ := need (match df with Some _ => true | None => negb ext end) 303
              [Text "'samples embedded' with 'data none'"] in
  let! _ := need (N.leb 1 n) 314 [Text "at least 1 sample"] in
  let! xs := if ext then ret []
             else times n (read_sample d p (match f with Values => true | _ => false end)) in
  ret (Body at_line_of_claim c d p dl df ml md f l ext n xs, a).

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
Definition read_method : reader method :=
  let! (k, _) := line_of "method" ["method alternation"; "method signs"; "method exhaustion"] in
  ret (match k with 0%nat => Alternation | 1%nat => Signs | _ => Exhaustion end).
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

Definition read_bound (version_2 : bool) (l : N) (c : claim) : reader certificate :=
  let! z := read_sizes in
  let! m := read_method in
  let! (b, _) := read_body version_2 l c z (ret tt) in
  let! (j, n) := counts_line "line" "line output=* points=*" in
  let! _ := need (N.leb 1 j && N.leb j (outputs b))%bool 303 [Text "an output from 1 to "; Count (outputs b)] in
  let! _ := need (N.leb 2 n) 303 [Text "at least 2 points on the line"] in
  let! ps := times n (read_point (sample_count b)) in
  let! t := match m with
            | Exhaustion => let! t := read_tree n in ret (Some t)
            | _ => ret None
            end in
  ret (OfBound (Bound b m (N.pred j) ps t)).

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
  let! (version_2, kinds) := match v with
                             | ["1.0"] => ret (false, ["interpolation"])
                             | ["1.1"] => ret (false, ["interpolation"; "bound"])
                             | ["1.2"] => ret (true, ["interpolation"; "bound"])
                             | _ => rfail 302 [Text "expected FTCERT 1.0 to 1.2: this checker reads no other version"]
                             end in
  let! (k, c) := read_claim kinds in
  let! l := here in
  let! x := match k with 0%nat => read_interpolation version_2 l c | _ => read_bound version_2 l c end in
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
