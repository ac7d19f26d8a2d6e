(* The grammar of certificate-format.md: the claim and what certificates of all kinds
   share, sections 2, 3, 4, 5 and 15. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
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

(* ---- steps, in the network of an execution ---- *)
(* the first word of the next line, which is not read; a defect of the line is told when it is *)
Definition next_word : reader string := fun s =>
  match next_line (rest s) (number s) (open_end s) with
  | Ok (l, _) => Ok (match split " " l with w :: _ => w | [] => "" end, s)
  | Error _ => Ok ("", s)
  end.
(* behind so many others in the same place *)
Definition read_step (before : nat) : reader step_text :=
  let! ws := words_after "step" in
  let! _ := need (Nat.ltb before 8) 303 [Text "at most 8 steps in one place"] in
  let! l := here in
  match ws with
  | w :: cs =>
      let! k := if String.eqb w "add" then ret Add
                else if String.eqb w "sub" then ret Sub
                else if String.eqb w "mul" then ret Mul
                else if String.eqb w "div" then ret Div
                else rfail 303 [Text "expected add, sub, mul or div, found '"; Text w; Text "'"] in
      let! cs := each rational_word cs in
      let! _ := need (match k with Div => forallb (fun c => negb (Qeq_bool c 0)) cs | _ => true end) 303
                  [Text "divisors other than 0"] in
      ret (StepText l (Step k cs))
  | [] => rfail 303 [Text "expected add, sub, mul or div, found nothing"]
  end.
(* any number of them *)
Fixpoint steps_from (fuel : list string) (acc : list step_text) (s : state) : result (list step_text * state) :=
  match next_word s with
  | Error e => Error e
  | Ok (w, _) =>
      if String.eqb w "step" then
        match fuel, read_step (List.length acc) s with
        | _ :: fuel', Ok (x, s') => steps_from fuel' (x :: acc) s'
        | _, Error e => Error e
        | [], _ => fail 901 (number s) [Text "internal error: a line was not read"]
        end
      else Ok (rev_append acc [], s)
  end.
Definition read_steps : reader (list step_text) := fun s => steps_from (rest s) [] s.
(* a network with steps before its layers, and behind the last one *)
Definition read_staged (name : string) (least : N) : reader (network_text * (list (list step_text) * list step_text)) :=
  let! n := count_line "network" ("network " ++ name ++ " *") in
  let! _ := need (N.leb least n) 303 [Text "at least "; Count least; Text " layers"] in
  let! ls := times n (let! ss := read_steps in let! l := read_layer in ret (ss, l)) in
  let! behind := read_steps in
  ret (map snd ls, (map fst ls, behind)).

(* ---- the claim ---- *)
(* in a file of this minor version *)
Definition claim_forms (version : nat) : list string :=
  firstn (match version with 0 => 1 | 1 => 2 | 2 | 3 => 3 | _ => 6 end)%nat
    ["claim interpolation layers=* neurons=* samples=* changed=*";
     "claim bound layers=* neurons=* samples=* changed=*";
     "claim execution arithmetic=* g=* layers=* neurons=* samples=* changed=* deviation<=*";
     "claim specification layers=* neurons=* samples=* changed=* specified=*";
     "claim bound layers=* neurons=* samples=* specified=*";
     "claim execution arithmetic=* g=* layers=* neurons=* samples=* changed=* specification specified=*"].
(* with what they state beside counts; S: the specified samples *)
Inductive claim_kind :=
  | ClaimInterpolation | ClaimBound | ClaimExecution (a g : format_name) (q : Q)
  | ClaimSpecification (S : N) | ClaimSpecifiedBound (S : N) | ClaimSpecifiedExecution (a g : format_name) (S : N).
Definition format_word (w : string) : reader format_name :=
  if String.eqb w "binary32" then ret Binary32
  else if String.eqb w "binary64" then ret Binary64
  else rfail 303 [Text "expected binary32 or binary64, found '"; Text w; Text "'"].
Definition not_negative (w : string) : reader Q :=
  let! q := rational_word w in
  let! _ := need (Qle_bool 0 q) 303 [Text "a number that is not negative"] in
  ret q.
Definition read_claim (version : nat) : reader (claim * claim_kind) :=
  let! (k, vs) := line_of "claim" (claim_forms version) in
  match k, vs with
  | 0%nat, [l; m; n; c] | 1%nat, [l; m; n; c] =>
      let! ns := each count_word [l; m; n; c] in
      match ns with
      | [l; m; n; c] => ret (Claim l m n c, match k with 0%nat => ClaimInterpolation | _ => ClaimBound end)
      | _ => internal
      end
  | 4%nat, [l; m; n; s] =>
      let! ns := each count_word [l; m; n; s] in
      match ns with [l; m; n; s] => ret (Claim l m n 0, ClaimSpecifiedBound s) | _ => internal end
  | _, [l; m; n; c; s] =>
      let! ns := each count_word [l; m; n; c; s] in
      match ns with [l; m; n; c; s] => ret (Claim l m n c, ClaimSpecification s) | _ => internal end
  | _, [a; g; l; m; n; c; x] =>
      let! a := format_word a in
      let! g := format_word g in
      let! ns := each count_word [l; m; n; c] in
      let! kind := match k with
                   | 2%nat => let! q := not_negative x in ret (ClaimExecution a g q)
                   | _ => let! s := count_word x in ret (ClaimSpecifiedExecution a g s)
                   end in
      match ns with [l; m; n; c] => ret (Claim l m n c, kind) | _ => internal end
  | _, _ => internal
  end.

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
(* the columns of labels, behind those of features *)
Definition read_label_columns (outputs : N) (fs : list string) : reader (list string) :=
  let! ls := list_line "labels" outputs name_word in
  let! _ := once (fs ++ ls)%list in
  ret ls.
(* one of several files *)
Definition read_part : reader data_part :=
  let! (k, vs) := line_of "part" ["part csv sha256=* samples=*"; "part npy sha256=* samples=*"] in
  let! l := here in
  match vs with
  | [d; n] =>
      let! d := digest_word d in
      let! n := count_word n in
      let! _ := need (N.leb 1 n) 314 [Text "at least 1 sample"] in
      ret (DataPart l (match k with 0%nat => Csv | _ => Npy end) d (Some n))
  | _ => internal
  end.
Definition in_parts (source : data_source) : bool :=
  existsb (fun p => match part_count p with Some _ => true | None => false end) (data_parts source).
(* in a file of this minor version *)
Definition data_forms (version : nat) : list string :=
  firstn (if Nat.leb 5 version then 4 else 3)%nat
    ["data none"; "data csv sha256=* rounding=*"; "data npy sha256=* rounding=*"; "data parts * rounding=*"].
Definition read_data (version : nat) (dimension outputs : N) (read_labels : list string -> reader (list string))
    : reader (N * option data_source) :=
  let! (k, vs) := line_of "data" (data_forms version) in
  let! l := here in
  match vs with
  | [w; r] =>
      let! read_parts := match k with
                         | 3%nat => let! n := count_word w in
                                    let! _ := need (N.leb 1 n) 303 [Text "at least 1 part"] in
                                    ret (times n read_part)
                         | _ => let! d := digest_word w in
                                ret (ret [DataPart l (match k with 1%nat => Csv | _ => Npy end) d None])
                         end in
      let! (r, alone) := read_rounding (Nat.leb 2 version) r in
      let! ps := read_parts in
      let! fs := list_line "features" dimension name_word in
      let! _ := once fs in
      let! ls := read_labels fs in
      let! cs := read_frozen_columns outputs in
      let! _ := once (fs ++ ls ++ cs)%list in
      ret (l, Some (DataSource ps r alone fs ls cs))
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

(* [read_f] reads the network and what else is in its lines *)
Definition read_frozen A (modelled network_only : bool) (columns : option (list string)) (read_f : reader (network_text * A))
    : reader (frozen_kind * option A) :=
  let! (k, _) := line_of "frozen" ["frozen zero"; "frozen values"; "frozen network"] in
  let! _ := need (negb modelled || Nat.eqb k 2)%bool 303 [Text "'frozen network' with 'model onnx'"] in
  let! _ := need (negb network_only || Nat.eqb k 2)%bool 303 [Text "'frozen network' with this claim"] in
  let! _ := need (match columns with
                  | Some cs => Bool.eqb (Nat.eqb k 1) (negb (match cs with [] => true | _ => false end))
                  | None => true
                  end) 303 [Text "frozen-columns to name columns exactly with a data file and 'frozen values'"] in
  match k with
  | 0%nat => ret (Zero, None)
  | 1%nat => ret (Values, None)
  | _ => let! (f, a) := read_f in ret (FrozenNetwork f, Some a)
  end.
Definition read_plain_f : reader (network_text * unit) := let! f := read_network "f" 1 in ret (f, tt).

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

(* [between_] reads what stands between f and the samples; [read_labels] the columns of labels,
   [read_one] a sample, with the values of f or not.  [embed]: what of these belongs to the body;
   [network_only]: f is a network *)
Definition read_body_with A B S (version : nat) (network_only : bool) (at_line_of_claim : N) (c : claim) (z : sizes)
    (read_labels : list string -> reader (list string)) (read_one : bool -> reader S) (embed : list S -> list sample_text)
    (read_f : reader (network_text * B)) (between_ : reader A) : reader (body * list S * option B * A) :=
  let (d, p) := z in
  let! (dl, df) := read_data version d p read_labels in
  let! (ml, md) := read_model p in
  let! (f, more) := read_frozen (match md with Some _ => true | None => false end) network_only
                      (match df with Some x => Some (frozen_columns x) | None => None end) read_f in
  let! a := between_ in
  let! (k, vs) := line_of "samples" ["samples embedded *"; "samples external *"] in
  let! l := here in
  let! n := match vs with [w] => count_word w | _ => internal end in
  let ext := Nat.eqb k 1 in
  let! _ := need (match df with Some _ => true | None => negb ext end) 303
              [Text "'samples embedded' with 'data none'"] in
  let! _ := need (match df with Some x => negb (in_parts x) | None => true end || ext)%bool 303
              [Text "'samples external' with 'data parts'"] in
  let! _ := need (N.leb 1 n) 314 [Text "at least 1 sample"] in
  let! xs := if ext then ret []
             else times n (read_one (match f with Values => true | _ => false end)) in
  ret (Body at_line_of_claim c d p dl df ml md f l ext n (embed xs), xs, more, a).
(* with labels *)
Definition read_body A B (version : nat) (at_line_of_claim : N) (c : claim) (z : sizes)
    (read_f : reader (network_text * B)) (between_ : reader A) : reader (body * option B * A) :=
  let! (b, _, more, a) :=
    read_body_with version false at_line_of_claim c z (read_label_columns (size_outputs z))
      (read_sample (size_dimension z) (size_outputs z)) (fun xs => xs) read_f between_ in
  ret (b, more, a).
