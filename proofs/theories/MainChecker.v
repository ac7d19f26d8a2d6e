(* The statements of CheckerStatements.v, SourceStatements.v and FunctionStatements.v, proved. *)
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import CheckerStatements SourceStatements FunctionStatements DeepKinks CertifiedSound TablesSound FilesSound VerdictSound WorkSound FunctionClaims.

Theorem checker_soundT : checker_sound.
Proof. exact: checker_line_sound. Qed.
Theorem kept_outputsT : kept_outputs.
Proof. exact: outputs_kept. Qed.
Theorem specified_kept_outputsT : specified_kept_outputs.
Proof. exact: specified_outputs_kept. Qed.
Theorem pair_soundT : pair_sound.
Proof. exact: interval_line_sound. Qed.
Theorem pair_exactT : pair_exact.
Proof. exact: exact_line_sound. Qed.
Theorem specified_pair_soundT : specified_pair_sound.
Proof. exact: specified_interval_sound. Qed.
Theorem specified_pair_exactT : specified_pair_exact.
Proof. exact: specified_exact_sound. Qed.
Theorem functions_soundT : functions_sound.
Proof. exact: sound_for_functions. Qed.
Theorem functions_executedT : functions_executed.
Proof. exact: executed_for_functions. Qed.
Theorem functions_pairT : functions_pair.
Proof. exact: pairs_of_functions. Qed.
Theorem specified_functions_pairT : specified_functions_pair.
Proof. exact: specified_pairs_of_functions. Qed.
Theorem prints_linesT : prints_lines.
Proof. exact: lines_printed. Qed.
Theorem zero_means_verifiedT : zero_means_verified.
Proof. exact: zero_verified. Qed.
Theorem external_samplesT : external_samples.
Proof. exact: labelled_from_files. Qed.
Theorem external_specified_samplesT : external_specified_samples.
Proof. exact: specified_from_files. Qed.
Theorem rows_joinedT : rows_joined.
Proof. exact: joined_rows. Qed.
Theorem delimiters_exchangedT : delimiters_exchanged.
Proof. exact: exchanged_delimiters. Qed.
Theorem model_filesT : model_files.
Proof. exact: files_of_models. Qed.
Theorem within_limitT : within_limit.
Proof. exact: accepted_within. Qed.
Theorem limit_refusesT : limit_refuses.
Proof. exact: refused_above. Qed.
Theorem limit_refuses_specifiedT : limit_refuses_specified.
Proof. exact: specified_refused_above. Qed.
Theorem certificate_theoremsT : certificate_theorems.
Proof. by move=> F lines D P data L M K N; split; [exact: interpolation_certified | exact: bound_certified]. Qed.
Theorem pieces_any_depthT : pieces_any_depth.
Proof. by move=> F ws D P g u v J; exact: deep_at_most_kinks. Qed.
