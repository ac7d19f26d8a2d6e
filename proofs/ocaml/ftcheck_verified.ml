(* ftcheck-verified CERT|DIR... [--data D]... [--labels L] [--model F] [--patched P] [--pair] [--max-work N] [--max-memory MB] [--max-time SECONDS]

   The input and output of the verified checker: arguments, files and directories, SHA-256, gzip, limits.  Every line on standard
   output, and every exit code that belongs to one, is made by Checker, which is extracted from proofs/theories/Verdict.v. *)
open Checker
open Files

let chars s = List.init (String.length s) (String.get s)
let string_of chars = String.of_seq (List.to_seq chars)

(* ---- verdicts: all lines come from Checker ---- *)

let reply_of reply =
  { Worker.lines = List.map string_of (reply.verdict_line :: reply.remarks); code = Big_int_Z.int_of_big_int reply.status }
let no_answer number why = no_answer (Big_int_Z.big_int_of_int number) (chars why)
let no_memory () = no_answer 401 "memory ran out (--max-memory)"
let no_time seconds = no_answer 405 (Printf.sprintf "the time limit of %d s was reached (--max-time)" seconds)

(* f, or the reply that says why not *)
let guarded f =
  try f () with
  | Failed (number, why) -> no_answer number why
  | Out_of_memory | Stack_overflow -> no_memory ()
  | error -> no_answer 901 ("internal error: " ^ Printexc.to_string error)

(* A supplied table: its bytes, and their digest, that of the file as it is.  A damaged one is left as it is: read only if its
   digest is the one that is bound. *)
let supplied path = let bytes = read_file path in (bytes, Sha256.to_hex (Sha256.string bytes))
let contents (bytes, digest) =
  let text = try unzip bytes with Failed (307, _) -> bytes in
  { digest_of = chars digest; bytes_of = chars text }

(* Other files are compared by their digests alone. *)
let digested path = { digest_of = chars (if path = "-" then snd (supplied path) else digest path); bytes_of = [] }

(* A model, and what is asked for beside it: a regular file below the model's folder, by its name from there. *)
let beside path name =
  let file = Filename.concat (Filename.dirname path) (string_of name) in
  try if path <> "-" && (Unix.stat file).Unix.st_kind = Unix.S_REG then Some (chars (digest file)) else None
  with Unix.Unix_error _ | Invalid_argument _ -> None
let modelled path = { model_found = (digested path).digest_of; external_found = beside path }

let ten_to_10 = Big_int_Z.big_int_of_string "10000000000"
let most_work o bytes =
  match o.Options.work with
  | Some word -> Big_int_Z.big_int_of_string word
  | None -> Big_int_Z.max_big_int ten_to_10 (Big_int_Z.square_big_int (Big_int_Z.big_int_of_int bytes))

(* ---- what is done in a process of its own ---- *)

(* of the certificates, in this order; behind a pair, of both together *)
let job o data labels model patched named send =
  Limits.with_large_minor_heap ();
  let files =
    try Stdlib.Ok { data_files = List.map contents data; labels_supplied = Option.map contents labels }
    with error -> Stdlib.Error error in
  let size = List.fold_left (fun n (bytes, _) -> n + String.length bytes) 0 (data @ Option.to_list labels) in
  let check one =
    let reply = guarded (fun () ->
      match one.wrong, files with
      | Some problem, _ -> no_answer 301 problem
      | None, Stdlib.Error error -> raise error
      | None, Stdlib.Ok tables ->
        let text = unzip (read_file one.path) in
        answer (Some (most_work o (String.length text + size))) (chars text) tables model patched) in
    send (reply_of reply);
    (* what was verified is needed for a pair alone *)
    if o.Options.paired then Some reply else None in
  match List.map check named with
  | [ Some net; Some low ] ->
    let both = try pair_answer net low with error -> Some (guarded (fun () -> raise error)) in
    Option.iter (fun reply -> send (reply_of reply)) both
  | _ -> ()

(* ---- what is printed ---- *)

let print line = print_string line; print_char '\n'
let print_reply (reply : Worker.reply) =
  List.iter print reply.lines;
  flush stdout;
  reply.code

let run o =
  Option.iter Worker.limit_time o.Options.seconds;
  let named = if o.paired then List.map (fun path -> { path; wrong = None }) o.paths else List.concat_map expand o.paths in
  let several = match o.paths with [ path ] -> is_directory path | _ -> true in
  let announce one = if several then (print (string_of (file_line (chars one.path))); flush stdout) in
  let start =
    match
      let data = List.map supplied o.data in
      let labels = Option.map supplied o.labels in
      let model = Option.map modelled o.model in
      job o data labels model (Option.map digested o.patched)
    with
    | job -> fun named -> Worker.start (job named)
    | exception Failed (number, why) -> fun named ->
      Worker.start (fun send -> List.iter (fun _ -> send (reply_of (no_answer number why))) named) in
  let received worker = match Worker.receive worker with Some reply -> reply | None -> reply_of (no_memory ()) in
  let single one =
    announce one;
    let worker = start [ one ] in
    let code = print_reply (received worker) in
    Worker.finish worker;
    code in
  try
    match named with
    | [ net; low ] when o.paired ->
      let worker = start named in
      announce net;
      let first = Worker.receive worker in
      let code = print_reply (Option.value first ~default:(reply_of (no_memory ()))) in
      if first = None then (Worker.finish worker; ignore (single low); code)
      else begin
        announce low;
        let code' = print_reply (received worker) in
        let code'' = if code = 0 && code' = 0 then print_reply (received worker) else 0 in
        Worker.finish worker;
        if code <> 0 then code else if code' <> 0 then code' else code''
      end
    | _ -> List.fold_left (fun code one -> let code' = single one in if code <> 0 then code else code') 0 named
  with Worker.Time -> print_reply (reply_of (no_time (Option.get o.seconds)))

let main () =
  match List.tl (Array.to_list Sys.argv) with
  | [ "--help" ] | [ "-h" ] -> print_endline Options.usage; 0
  | words ->
    match Options.of_words words with
    | None -> prerr_endline Options.usage; 2
    | Some o -> Limits.run_again o; run o

(* What is closed must not become the next file that is opened: /dev/null, opened for reading, refuses what is written. *)
let keep_standard_descriptors () =
  Sys.set_signal Sys.sigpipe Sys.Signal_ignore;
  let keep descriptor =
    try ignore (Unix.fstat descriptor) with Unix.Unix_error _ -> ignore (Unix.openfile "/dev/null" [ Unix.O_RDONLY ] 0) in
  List.iter keep [ Unix.stdin; Unix.stdout; Unix.stderr ]

let () =
  keep_standard_descriptors ();
  let stop code text = (try prerr_endline ("ftcheck-verified: " ^ text) with Sys_error _ -> ()); Unix._exit code in
  try let code = main () in flush stdout; Unix._exit code with
  | Out_of_memory | Stack_overflow -> stop 4 "E401 memory ran out (--max-memory)"
  | Sys_error problem -> stop 4 ("E403 " ^ String.escaped problem)
  | error -> stop 6 ("E901 " ^ Printexc.to_string error)
