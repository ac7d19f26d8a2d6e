(* ftcheck-verified CERT... [--data D] [--model F] [--pair]

   The shell around the verified checker: files to lines, SHA-256, gzip, numbers to
   text.  Whether a certificate is accepted is decided by Checker.check_text alone,
   which is extracted from proofs/theories/CheckFile.v. *)
open Checker

exception Failed of int * string (* error number, text *)

let exit_code number =
  match number / 100 with 2 -> 1 | 3 -> 3 | 4 -> 4 | 5 -> 5 | _ -> 6

(* ---- files ---- *)

let rec read_all channel buffer =
  let chunk = Bytes.create 65536 in
  let n = input channel chunk 0 65536 in
  if n > 0 then (Buffer.add_subbytes buffer chunk 0 n; read_all channel buffer)

let read_file path =
  let buffer = Buffer.create 65536 in
  (try
     if path = "-" then (set_binary_mode_in stdin true; read_all stdin buffer)
     else begin
       let channel = open_in_bin path in
       Fun.protect ~finally:(fun () -> close_in_noerr channel) (fun () -> read_all channel buffer)
     end
   with Sys_error problem -> raise (Failed (301, "cannot read: " ^ String.escaped problem)));
  Buffer.contents buffer

let unzip bytes =
  if not (Gunzip.is_gzip bytes) then bytes
  else try Gunzip.gunzip bytes with Gunzip.Damaged problem -> raise (Failed (307, "expected gzip data, found damage: " ^ problem))

let chars s = List.init (String.length s) (String.get s)
let string_of chars = String.of_seq (List.to_seq chars)

(* lines without their line feeds, and what stands behind the last one *)
let text_of bytes =
  match List.rev (String.split_on_char '\n' bytes) with
  | tail :: lines -> { lines = List.rev_map chars lines; tail = chars tail }
  | [] -> { lines = []; tail = [] }

(* The digest is that of the file as it is.  A damaged table is left as it is: read only if its digest is the one that is bound. *)
let supplied ~table = function
  | None -> None
  | Some path ->
    let bytes = read_file path in
    let contents = if not table then "" else try unzip bytes with Failed _ -> bytes in
    Some { digest_of = chars (Sha256.to_hex (Sha256.string bytes)); bytes_of = chars contents }

(* ---- text ---- *)

let cut ?(at = 80) text =
  let n = String.length text in
  if n <= at then text else Printf.sprintf "%s...(%d characters)" (String.sub text 0 60) n

(* bytes other than printable ASCII escaped *)
let printable text =
  String.concat "" (List.map (fun c ->
      if c >= ' ' && c <= '~' then String.make 1 c else Printf.sprintf "\\x%02X" (Char.code c)) (chars text))

let show = function
  | Text s -> cut ~at:200 (printable (string_of s))
  | Count n -> Big_int_Z.string_of_big_int n
  | Rational q ->
    let n = Big_int_Z.string_of_big_int q.qnum in
    cut (if Big_int_Z.eq_big_int q.qden Big_int_Z.unit_big_int then n
         else n ^ "/" ^ Big_int_Z.string_of_big_int q.qden)

let show_all pieces = String.concat "" (List.map show pieces)

let not_verified number line text =
  let place = if line = "0" then "" else " line " ^ line in
  Printf.printf "s NOT VERIFIED E%d%s: %s\n%!" number place text;
  exit_code number

let failed f =
  not_verified (Big_int_Z.int_of_big_int f.code) (Big_int_Z.string_of_big_int f.at_line) (show_all f.pieces)

(* ---- certificates ---- *)

(* Prints the verdict on a certificate; its exit code, and what was verified. *)
let check data model path =
  try
    match check_text (text_of (unzip (read_file path))) data model with
    | Ok v ->
      Printf.printf "s VERIFIED %s\n" (show_all (claim_pieces v.verified));
      List.iter (fun note -> Printf.printf "c %s\n" (string_of note)) (notes (body_of v.verified) data model);
      flush stdout;
      (0, Some v)
    | Error f -> (failed f, None)
  with
  | Failed (number, text) -> (not_verified number "0" text, None)
  | Out_of_memory | Stack_overflow -> (not_verified 401 "0" "memory ran out", None)

(* a network and a lower bound for the same data, in this order *)
let pair net low =
  match check_pair net low with
  | Ok (least, most) ->
    Printf.printf "s VERIFIED %s\n%!" (show_all (pair_pieces net least most));
    0
  | Error f -> failed f

let usage = "usage: ftcheck-verified CERT... [--data D] [--model F]   (CERT may be - for standard input)\n\
       ftcheck-verified --pair NETWORK BOUND [--data D] [--model F]"

type options = { paths : string list; data : string option; model : string option; paired : bool }

let rec arguments o = function
  | [] ->
    let n = List.length o.paths in
    if n = 0 || (o.paired && n <> 2) then None else Some { o with paths = List.rev o.paths }
  | "--data" :: path :: rest when o.data = None -> arguments { o with data = Some path } rest
  | "--model" :: path :: rest when o.model = None -> arguments { o with model = Some path } rest
  | "--pair" :: rest -> arguments { o with paired = true } rest
  | word :: rest when word = "-" || word = "" || word.[0] <> '-' -> arguments { o with paths = word :: o.paths } rest
  | _ -> None

(* Lists are as long as the data, and recursion over them as deep: more stack. *)
let with_stack () =
  if Sys.getenv_opt "FTCHECK_STACK" = None then begin
    Unix.putenv "FTCHECK_STACK" "1";
    let command = "ulimit -s unlimited 2>/dev/null || ulimit -s $(ulimit -H -s) 2>/dev/null; exec \"$0\" \"$@\"" in
    try Unix.execv "/bin/sh" (Array.append [| "sh"; "-c"; command; Sys.executable_name |]
                                (Array.sub Sys.argv 1 (Array.length Sys.argv - 1)))
    with Unix.Unix_error _ -> ()
  end

let first_failure codes = match List.find_opt (fun code -> code <> 0) codes with Some code -> code | None -> 0

(* The garbage collector reads the whole stack at every minor collection: the deeper the recursion, the fewer there should be. *)
let with_large_minor_heap () = Gc.set { (Gc.get ()) with Gc.minor_heap_size = 1 lsl 23 }

let main () =
  match List.tl (Array.to_list Sys.argv) with
  | [ "--help" ] | [ "-h" ] -> print_endline usage
  | words ->
    match arguments { paths = []; data = None; model = None; paired = false } words with
    | None -> prerr_endline usage; exit 2
    | Some o ->
      let verdicts =
        match supplied ~table:true o.data, supplied ~table:false o.model with
        | data, model -> List.map (check data model) o.paths
        | exception Failed (number, text) -> List.map (fun _ -> (not_verified number "0" text, None)) o.paths
      in
      let result = first_failure (List.map fst verdicts) in
      exit (match verdicts with
          | [ (0, Some net); (0, Some low) ] when o.paired -> pair net low
          | _ -> result)

let () =
  with_stack ();
  with_large_minor_heap ();
  let stop code text = prerr_endline ("ftcheck-verified: " ^ text); Stdlib.exit code in
  try main () with
  | Stdlib.Exit -> ()
  | Out_of_memory | Stack_overflow -> stop 4 "E401 memory ran out"
  | Sys_error problem ->
    (* what could not be written cannot be written at exit either *)
    (try prerr_endline ("ftcheck-verified: E403 " ^ String.escaped problem) with Sys_error _ -> ());
    Unix._exit 4
  | error -> stop 6 ("E901 " ^ Printexc.to_string error)
