(* ftcheck-verified CERT|DIR... [--data D] [--model F] [--pair]

   The input and output of the verified checker: arguments, files and directories,
   SHA-256, gzip.  Every line on standard output, and every exit code that belongs to
   one, is made by Checker, which is extracted from proofs/theories/Verdict.v. *)
open Checker

exception Failed of int * string (* error number, why *)

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
   with Sys_error problem -> raise (Failed (301, "cannot read: " ^ problem)));
  Buffer.contents buffer

let unzip bytes =
  if not (Gunzip.is_gzip bytes) then bytes
  else try Gunzip.gunzip bytes with Gunzip.Damaged problem -> raise (Failed (307, "expected gzip data, found damage: " ^ problem))

let chars s = List.init (String.length s) (String.get s)
let string_of chars = String.of_seq (List.to_seq chars)

(* The digest is that of the file as it is.  A damaged table is left as it is: read only if its digest is the one that is bound. *)
let supplied ~table = function
  | None -> None
  | Some path ->
    let bytes = read_file path in
    let contents = if not table then "" else try unzip bytes with Failed _ -> bytes in
    Some { digest_of = chars (Sha256.to_hex (Sha256.string bytes)); bytes_of = chars contents }

(* What is to be checked: a path as it is named, and what is wrong with it already. *)
type named = { path : string; wrong : string option }

let is_directory path = path <> "-" && (try Sys.is_directory path with Sys_error _ -> false)
let is_regular path = try (Unix.lstat path).Unix.st_kind = Unix.S_REG with Unix.Unix_error _ -> false

(* A directory stands for the regular files *.ftc in it, in the order of their names' bytes. *)
let expand path =
  if not (is_directory path) then [ { path; wrong = None } ]
  else
    let wrong problem = [ { path; wrong = Some problem } ] in
    match Sys.readdir path with
    | exception Sys_error problem -> wrong ("cannot read: " ^ problem)
    | names ->
      let inside = List.filter (fun name -> Filename.check_suffix name ".ftc") (List.sort compare (Array.to_list names)) in
      match List.filter is_regular (List.map (Filename.concat path) inside) with
      | [] -> wrong ("expected certificates *.ftc in the directory " ^ path ^ ", found none")
      | files -> List.map (fun path -> { path; wrong = None }) files

(* ---- verdicts: all lines come from Checker ---- *)

let print line = print_string (string_of line); print_char '\n'
let print_reply reply =
  print reply.verdict_line;
  List.iter print reply.remarks;
  flush stdout;
  reply
let exit_code reply = Big_int_Z.int_of_big_int reply.status
let no_answer number why = no_answer (Big_int_Z.big_int_of_int number) (chars why)

let reply_to data model named =
  try
    match named.wrong with
    | Some problem -> no_answer 301 problem
    | None -> answer (chars (unzip (read_file named.path))) data model
  with
  | Failed (number, why) -> no_answer number why
  | Out_of_memory | Stack_overflow -> no_answer 401 "memory ran out"

let usage = "usage: ftcheck-verified CERT|DIR... [--data D] [--model F]   (CERT may be - for standard input)\n\
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

let run o =
  let check =
    match supplied ~table:true o.data, supplied ~table:false o.model with
    | data, model -> reply_to data model
    | exception Failed (number, why) -> fun _ -> no_answer number why
  in
  let named = if o.paired then List.map (fun path -> { path; wrong = None }) o.paths else List.concat_map expand o.paths in
  let alone = match o.paths with [ path ] -> not (is_directory path) | _ -> false in
  let verdict one =
    if not alone then (print (file_line (chars one.path)); flush stdout);
    let reply = print_reply (check one) in
    (* what was verified is needed for a pair alone; a directory may hold more than memory does *)
    (exit_code reply, if o.paired then Some reply else None) in
  let verdicts = List.map verdict named in
  let behind = match List.map snd verdicts with
    | [ Some net; Some low ] -> (match pair_answer net low with Some reply -> [ exit_code (print_reply reply) ] | None -> [])
    | _ -> []
  in
  first_failure (List.map fst verdicts @ behind)

let main () =
  match List.tl (Array.to_list Sys.argv) with
  | [ "--help" ] | [ "-h" ] -> print_endline usage
  | words ->
    match arguments { paths = []; data = None; model = None; paired = false } words with
    | None -> prerr_endline usage; exit 2
    | Some o -> exit (run o)

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
