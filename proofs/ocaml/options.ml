(* The arguments. *)

type options = {
  paths : string list; data : string list; labels : string option; model : string option; patched : string option; paired : bool;
  work : string option; (* a count *)
  megabytes : int option; seconds : int option }

let usage = "usage: ftcheck-verified CERT|DIR... [--data D]... [--labels L] [--model F] [--patched P] [LIMITS]   (CERT may be - for standard input)\n\
       ftcheck-verified --pair NETWORK BOUND [--data D]... [--labels L] [--model F] [LIMITS]\n\
LIMITS: --max-work UNITS (default: 10^10, or the square of the number of bytes read if that is more)\n\
       \ --max-memory MB  (default: 1024, and 200 bytes for each byte of the files; 0: none)\n\
       \ --max-time SECONDS"

let is_count word = word <> "" && String.length word <= 18 && String.for_all (fun c -> '0' <= c && c <= '9') word
(* at least and at most so much *)
let number least most word =
  if not (is_count word) then None
  else let n = int_of_string ("0u" ^ word) in if least <= n && n <= most then Some n else None

let rec read o = function
  | [] ->
    let n = List.length o.paths in
    if n = 0 || (o.paired && n <> 2) then None else Some { o with paths = List.rev o.paths; data = List.rev o.data }
  | "--data" :: path :: rest -> read { o with data = path :: o.data } rest
  | "--labels" :: path :: rest when o.labels = None -> read { o with labels = Some path } rest
  | "--model" :: path :: rest when o.model = None -> read { o with model = Some path } rest
  | "--patched" :: path :: rest when o.patched = None -> read { o with patched = Some path } rest
  | "--pair" :: rest -> read { o with paired = true } rest
  | "--max-work" :: word :: rest when o.work = None && is_count word -> read { o with work = Some word } rest
  | "--max-memory" :: word :: rest when o.megabytes = None ->
    Option.bind (number 0 1_000_000_000 word) (fun n -> read { o with megabytes = Some n } rest)
  | "--max-time" :: word :: rest when o.seconds = None ->
    Option.bind (number 1 1_000_000_000 word) (fun n -> read { o with seconds = Some n } rest)
  | word :: rest when word = "-" || word = "" || word.[0] <> '-' -> read { o with paths = word :: o.paths } rest
  | _ -> None

let of_words =
  read { paths = []; data = []; labels = None; model = None; patched = None; paired = false; work = None; megabytes = None; seconds = None }
