// Members of a JSON object that a program wrote and somebody may have edited.
//
// Purpose: a row that was kept is read with its form checked. What is missing or has another form is an exception of nlohmann's, as malformed JSON
// is, so that one catch tells of all.
//
//   const auto unit = json_field<std::string>(row, "unit");
//   for (const auto& c : json_list(row, "certificates")) names.push_back(json_field<std::string>(c, "file"));
#pragma once

#include <nlohmann/json.hpp>
#include <type_traits>

namespace ftcert {

// The member as a T; for an unsigned T it is a number without sign, point and exponent. Errors: nlohmann::json::exception where `object` is no
// object, has no such member, or one of another form.
template <typename T>
T json_field(const nlohmann::ordered_json& object, const char* name) {
  const nlohmann::ordered_json& value = object.at(name);
  if constexpr (std::is_unsigned_v<T>) value.get_ref<const nlohmann::ordered_json::number_unsigned_t&>();
  return value.get<T>();
}

// The elements of a member that is an array. Errors: as above.
inline const nlohmann::ordered_json::array_t& json_list(const nlohmann::ordered_json& object, const char* name) {
  return object.at(name).get_ref<const nlohmann::ordered_json::array_t&>();
}

}  // namespace ftcert
