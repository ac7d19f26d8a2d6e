(* ftcheck-verified CERT... [--data D] [--model F] [--exact]

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

(* gzip is recognised by its first two bytes; several members may follow each other *)
let unzip bytes =
  if String.length bytes < 2 || String.sub bytes 0 2 <> "\x1f\x8b" then bytes
  else begin
    let path = Filename.temp_file "ftcheck" ".gz" in
    Fun.protect ~finally:(fun () -> Sys.remove path) (fun () ->
        let out = open_out_bin path in
        output_string out bytes;
        close_out out;
        try
          let channel = Gzip.open_in path in
          Fun.protect ~finally:(fun () -> Gzip.close_in channel) (fun () ->
              let buffer = Buffer.create (String.length bytes * 4) in
              let chunk = Bytes.create 65536 in
              let rec loop () =
                let n = Gzip.input channel chunk 0 65536 in
                if n > 0 then (Buffer.add_subbytes buffer chunk 0 n; loop ())
              in
              loop ();
              Buffer.contents buffer)
        with Gzip.Error problem -> raise (Failed (307, "expected gzip data, found damage: " ^ problem))
           | End_of_file -> raise (Failed (307, "expected gzip data, found the end of the file")))
  end

let chars s = List.init (String.length s) (String.get s)
let string_of chars = String.of_seq (List.to_seq chars)

(* lines without their line feeds, and what stands behind the last one *)
let text_of bytes =
  match List.rev (String.split_on_char '\n' bytes) with
  | tail :: lines -> { lines = List.rev_map chars lines; tail = chars tail }
  | [] -> { lines = []; tail = [] }

let supplied = function
  | None -> None
  | Some path ->
    let bytes = read_file path in
    Some { digest_of = chars (Sha256.to_hex (Sha256.string bytes)); bytes_of = chars (unzip bytes) }

(* ---- text ---- *)

let cut text =
  let n = String.length text in
  if n <= 80 then text else Printf.sprintf "%s...(%d characters)" (String.sub text 0 60) n

(* bytes other than printable ASCII escaped *)
let printable text =
  String.concat "" (List.map (fun c ->
      if c >= ' ' && c <= '~' then String.make 1 c else Printf.sprintf "\\x%02X" (Char.code c)) (chars text))

let show = function
  | Text s -> printable (string_of s)
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

(* ---- certificates ---- *)

let check data model path =
  match check_text (text_of (unzip (read_file path))) data model with
  | Ok v ->
    Printf.printf "s VERIFIED %s\n" (show_all (claim_pieces v.verified));
    List.iter (fun note -> Printf.printf "c %s\n" (string_of note)) (notes (body_of v.verified) data model);
    flush stdout;
    0
  | Error f ->
    not_verified (Big_int_Z.int_of_big_int f.code) (Big_int_Z.string_of_big_int f.at_line) (show_all f.pieces)

let guarded action =
  try action () with
  | Failed (number, text) -> not_verified number "0" text
  | Out_of_memory | Stack_overflow -> not_verified 401 "0" "memory ran out"

let usage = "usage: ftcheck-verified CERT... [--data D] [--model F]   (CERT may be - for standard input)"

let rec arguments paths data model = function
  | [] -> if paths = [] then None else Some (List.rev paths, data, model)
  | "--data" :: path :: rest when data = None -> arguments paths (Some path) model rest
  | "--model" :: path :: rest when model = None -> arguments paths data (Some path) rest
  | word :: rest when word = "-" || word = "" || word.[0] <> '-' -> arguments (word :: paths) data model rest
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

let () =
  with_stack ();
  match List.tl (Array.to_list Sys.argv) with
  | [ "--help" ] | [ "-h" ] -> print_endline usage
  | words ->
    match arguments [] None None words with
    | None -> prerr_endline usage; exit 2
    | Some (paths, data, model) ->
      let all files =
        List.fold_left (fun result path ->
            let code = guarded (fun () -> files path) in
            if result = 0 then code else result) 0 paths
      in
      exit (match supplied data, supplied model with
          | data, model -> all (check data model)
          | exception Failed (number, text) -> all (fun _ -> raise (Failed (number, text))))
