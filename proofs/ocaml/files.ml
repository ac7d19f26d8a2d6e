(* Files and directories as they are named on the command line, and the bytes in them. *)

exception Failed of int * string (* error number, why *)

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

(* the SHA-256 of a file that is not kept *)
let digest path =
  try Sha256.to_hex (Sha256.file path) with Sys_error problem -> raise (Failed (301, "cannot read: " ^ problem))

let unzip bytes =
  if not (Gunzip.is_gzip bytes) then bytes
  else
    let size = String.length bytes in
    let most = (8 * 1024 * 1024) + (64 * size) in
    try Gunzip.gunzip ~most bytes with
    | Gunzip.Damaged problem -> raise (Failed (307, "expected gzip data, found damage: " ^ problem))
    | Gunzip.Too_long ->
      raise (Failed (404, Printf.sprintf "the file unfolds to more than %d bytes, which is all that its size of %d bytes \
                                          allows: unpack it first" most size))

(* What is to be checked: a path as it is named, and what is wrong with it already. *)
type named = { path : string; wrong : string option }

let is_directory path = path <> "-" && (try Sys.is_directory path with Sys_error _ -> false)
let is_regular path = try (Unix.lstat path).Unix.st_kind = Unix.S_REG with Unix.Unix_error _ -> false
let certificates path names =
  let inside = List.filter (fun name -> Filename.check_suffix name ".ftc") (List.sort compare (Array.to_list names)) in
  List.filter is_regular (List.map (Filename.concat path) inside)

(* A directory stands for the regular files *.ftc in it, in the order of their names' bytes. *)
let expand path =
  if not (is_directory path) then [ { path; wrong = None } ]
  else
    let wrong problem = [ { path; wrong = Some problem } ] in
    match Sys.readdir path with
    | exception Sys_error problem -> wrong ("cannot read: " ^ problem)
    | names ->
      match certificates path names with
      | [] -> wrong ("expected certificates *.ftc in the directory " ^ path ^ ", found none")
      | files -> List.map (fun path -> { path; wrong = None }) files

(* of the regular file, or of the largest one in the directory; 0 for what cannot be read *)
let size path =
  let of_file path =
    try let s = Unix.stat path in if s.Unix.st_kind = Unix.S_REG then s.Unix.st_size else 0 with Unix.Unix_error _ -> 0 in
  if not (is_directory path) then of_file path
  else match Sys.readdir path with
    | exception Sys_error _ -> 0
    | names -> List.fold_left max 0 (List.map of_file (certificates path names))
