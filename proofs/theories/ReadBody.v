(* The grammar of certificate-format.md: where data and f come from, samples, and what
   certificates of all kinds share of these; sections 3, 4, 5, 19 and 20. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate PointOrder Words Reader.
From FTCert Require Export ReadClaim.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

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
(* a byte that may separate cells, as two hexadecimal digits: the tab, or a printable one that no number and no name is written
   with; a comma is not written *)
Definition may_separate (c : ascii) : bool :=
  (Ascii.eqb c (ascii_of_N 9) || between (ascii_of_N 33) "~" c
   && negb (plain c || existsb (Ascii.eqb c) ["+"; "/"; ","; ascii_of_N 34]%char))%bool.
Definition delimiter (w : string) : option ascii :=
  match w with
  | String a (String b EmptyString) =>
      match hex_upper a, hex_upper b with
      | Some x, Some y => let c := ascii_of_N (Z.to_N (16 * x + y)) in if may_separate c then Some c else None
      | _, _ => None
      end
  | _ => None
  end.
Definition delimiter_word : string -> reader ascii := value 303 delimiter "a byte that may separate cells, in hexadecimal digits".
(* a line that binds a table, in a file of this minor version: its forms, and the table of the form with this number; [more]: words
   behind, with one star or none *)
Definition table_forms (version : nat) (keyword more : string) : list string :=
  map (fun words => keyword ++ " " ++ words ++ more)
    (firstn (if Nat.leb 6 version then 4 else 2)%nat
       ["csv sha256=*"; "npy sha256=*"; "csv sha256=* delimiter=*"; "npz sha256=* array=*"]).
Definition read_table (k : nat) (vs : list string) : reader (data_kind * string * list string) :=
  match k, vs with
  | 0%nat, d :: vs => let! d := digest_word d in ret (Csv ",", d, vs)
  | 1%nat, d :: vs => let! d := digest_word d in ret (Npy, d, vs)
  | 2%nat, d :: w :: vs => let! d := digest_word d in let! c := delimiter_word w in ret (Csv c, d, vs)
  | _, d :: w :: vs => let! d := digest_word d in let! n := name_word w in ret (Npz n, d, vs)
  | _, _ => internal
  end.
(* one of several files *)
Definition read_part (version : nat) : reader data_part :=
  let! (k, vs) := line_of "part" (table_forms version "part" " samples=*") in
  let! l := here in
  let! (kind, d, vs) := read_table k vs in
  match vs with
  | [n] =>
      let! n := count_word n in
      let! _ := need (N.leb 1 n) 314 [Text "at least 1 sample"] in
      ret (DataPart l kind d (Some n))
  | _ => internal
  end.
(* of labels, if the next line binds one *)
Definition read_labels_file (version : nat) : reader (option data_part) :=
  let! w := next_word in
  if (Nat.leb 6 version && String.eqb w "labels-file")%bool then
    let! (k, vs) := line_of "labels-file" (table_forms version "labels-file" "") in
    let! l := here in
    let! (kind, d, _) := read_table k vs in
    ret (Some (DataPart l kind d None))
  else ret None.
Definition in_parts (source : data_source) : bool :=
  existsb (fun p => match part_count p with Some _ => true | None => false end) (data_parts source).
(* in a file of this minor version; the columns of labels are told from the others where they stand in one file *)
Definition read_data (version : nat) (dimension outputs : N) (read_labels : list string -> reader (list string))
    : reader (N * option data_source) :=
  let! (k, vs) := line_of "data" ("data none" :: table_forms version "data" " rounding=*"
                                  ++ if Nat.leb 5 version then ["data parts * rounding=*"] else [])%list in
  let! l := here in
  let columns_of r alone ps more :=
    let! fs := list_line "features" dimension name_word in
    let! _ := once fs in
    let! ls := read_labels (match more with Some _ => [] | None => fs end) in
    let! cs := read_frozen_columns outputs in
    let! _ := once (match more with Some _ => fs ++ cs | None => fs ++ ls ++ cs end)%list in
    ret (l, Some (DataSource ps more r alone fs ls cs)) in
  match k, vs with
  | 0%nat, _ => ret (l, None)
  | S k, vs =>
      if Nat.eqb k (List.length (table_forms version "" "")) then
        match vs with
        | [n; r] =>
            let! n := count_word n in
            let! _ := need (N.leb 1 n) 303 [Text "at least 1 part"] in
            let! (r, alone) := read_rounding true r in
            let! ps := times n (read_part version) in
            columns_of r alone ps None
        | _ => internal
        end
      else
        let! (kind, d, vs) := read_table k vs in
        match vs with
        | [r] =>
            let! (r, alone) := read_rounding (Nat.leb 2 version) r in
            let! more := read_labels_file version in
            columns_of r alone [DataPart l kind d None] more
        | _ => internal
        end
  end.

Definition all_different (l : list N) : bool := increasing N.ltb (sort N.leb l).
(* what lies in the model's folder or below: no empty component, none that leads elsewhere, and nothing that ends a name or may *)
Definition is_below (name : string) : bool :=
  (forallb (fun c => negb (among c [""; "."; ".."])) (split "/" name) && negb (existsb (fun c => Ascii.eqb c "\" || Ascii.eqb c zero) (list_ascii_of_string name)))%bool.
(* behind others *)
Definition read_external (before : list external_file) : reader external_file :=
  let! (_, vs) := line_of "external" ["external * sha256=*"] in
  let! l := here in
  match vs with
  | [n; d] =>
      let! n := name_word n in
      let! _ := need (is_below n) 303 [Text "a name below the folder of the model"] in
      let! _ := need (negb (among n (map external_name before))) 303 [Text "different names, found one that stands before"] in
      let! d := digest_word d in
      ret (ExternalFile l n d)
  | _ => internal
  end.
(* in a file of this minor version *)
Definition model_forms (version : nat) : list string :=
  firstn (if Nat.leb 6 version then 6 else 2)%nat
    ["model none"; "model onnx sha256=* outputs=*"; "model onnx sha256=* tensor=* outputs=*"; "model onnx sha256=* folded=float32 outputs=*";
     "model onnx sha256=* tensor=* folded=float32 outputs=*"; "model nnet sha256=* outputs=*"].
Definition read_model (version : nat) (outputs : N) : reader (N * option model_source) :=
  let! (k, vs) := line_of "model" (model_forms version) in
  let! l := here in
  let source d t js :=
    let! d := digest_word d in
    let! t := match t with Some w => let! n := name_word w in ret (Some n) | None => ret None end in
    let! js := each count_word (split "," js) in
    let! _ := need (N.eqb (sizeN js) outputs && all_different js)%bool 303
                [Count outputs; Text " different output components"] in
    let! xs := if (Nat.leb 6 version && Nat.leb k 4)%bool then many "external" read_external else ret [] in
    ret (l, Some (ModelSource d t (Nat.eqb k 3 || Nat.eqb k 4)%bool xs)) in
  match vs with
  | [d; js] => source d None js
  | [d; t; js] => source d (Some t) js
  | _ => ret (l, None)
  end.

(* [read_f] reads the network and what else is in its lines *)
Definition read_frozen A (version : nat) (modelled network_only : bool) (columns : option (list string)) (read_f : reader (network_text * A))
    : reader (frozen_kind * option A) :=
  let! (k, _) := line_of "frozen" (["frozen zero"; "frozen values"; "frozen network"]
                                   ++ if Nat.leb 6 version then ["frozen computed"] else [])%list in
  let! _ := need (negb modelled || Nat.leb 2 k)%bool 303
              [Text (if Nat.leb 6 version then "'frozen network' or 'frozen computed' with a model" else "'frozen network' with 'model onnx'")] in
  let! _ := need (modelled || negb (Nat.eqb k 3))%bool 303 [Text "a model with 'frozen computed'"] in
  let! _ := need (negb network_only || Nat.eqb k 2)%bool 303 [Text "'frozen network' with this claim"] in
  let! _ := need (match columns with
                  | Some cs => Bool.eqb (Nat.eqb k 1) (negb (match cs with [] => true | _ => false end))
                  | None => true
                  end) 303 [Text "frozen-columns to name columns exactly with a data file and 'frozen values'"] in
  match k with
  | 0%nat => ret (Zero, None)
  | 1%nat => ret (Values, None)
  | 2%nat => let! (f, a) := read_f in ret (FrozenNetwork f, Some a)
  | _ => ret (Computed, None)
  end.
Definition read_plain_f : reader (network_text * unit) := let! f := read_network "f" 1 in ret (f, tt).

(* ---- samples ---- *)
Definition colon : reader unit := rfail 303 [Text "expected ':' between the parts of a sample"].
(* the words of a sample: the point, what stands in place of [width] labels, the values of f if it has them, as it must where a
   label stands *)
Definition read_sample_line (dimension width outputs : N) (by_ : frozen_kind) : reader (list string * list string * list string) :=
  let! ws := words_after "sample" in
  let bare := (dimension + 1 + width)%N in let full := (bare + 1 + outputs)%N in let found := sizeN ws in
  let! _ := need match by_ with
                 | Values => N.eqb found full
                 | Computed => (N.eqb found bare || N.eqb found full)%bool
                 | _ => N.eqb found bare
                 end 303
              (match by_ with
               | Values => [Count full]
               | Computed => [Count bare; Text " or "; Count full]
               | _ => [Count bare]
               end ++ [Text " words after 'sample', found "; Count found])%list in
  let (xs, more) := cut dimension ws [] in
  match more with
  | ":" :: more =>
      let (ys, vs) := cut width more [] in
      match vs with
      | [] =>
          let! _ := need (match by_ with Computed => forallb (String.eqb "keep") ys | _ => true end) 303 [Text "the values of f at a sample with a label"] in
          ret (xs, ys, [])
      | ":" :: vs => ret (xs, ys, vs)
      | _ => let! _ := colon in internal
      end
  | _ => let! _ := colon in internal
  end.
Definition read_sample (dimension outputs : N) (by_ : frozen_kind) : reader sample_text :=
  let! (xs, ys, vs) := read_sample_line dimension outputs outputs by_ in
  let! l := here in
  let! x := each rational_word xs in
  let! y := each (or_word "keep") ys in
  let! v := each rational_word vs in
  ret (SampleText l x y v).

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
   [read_one] a sample, by the kind of f.  [embed]: what of these belongs to the body;
   [network_only]: f is a network *)
Definition read_body_with A B S (version : nat) (network_only : bool) (at_line_of_claim : N) (c : claim) (z : sizes)
    (read_labels : list string -> reader (list string)) (read_one : frozen_kind -> reader S) (embed : list S -> list sample_text)
    (read_f : reader (network_text * B)) (between_ : reader A) : reader (body * list S * option B * A) :=
  let (d, p) := z in
  let! (dl, df) := read_data version d p read_labels in
  let! (ml, md) := read_model version p in
  let! (f, more) := read_frozen version (match md with Some _ => true | None => false end) network_only
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
  let! _ := need (match f with Computed => negb ext | _ => true end) 303 [Text "'samples embedded' with 'frozen computed'"] in
  let! _ := need (N.leb 1 n) 314 [Text "at least 1 sample"] in
  let! xs := if ext then ret []
             else times n (read_one f) in
  ret (Body at_line_of_claim c d p dl df ml md f l ext n (embed xs), xs, more, a).
(* with labels *)
Definition read_body A B (version : nat) (at_line_of_claim : N) (c : claim) (z : sizes)
    (read_f : reader (network_text * B)) (between_ : reader A) : reader (body * option B * A) :=
  let! (b, _, more, a) :=
    read_body_with version false at_line_of_claim c z (read_label_columns (size_outputs z))
      (read_sample (size_dimension z) (size_outputs z)) (fun xs => xs) read_f between_ in
  ret (b, more, a).
